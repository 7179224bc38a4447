// Product search as a till in a browser would do it: the whole catalogue in memory, searched at each
// keystroke by a library. The bench starts it and asks for rounds.
//
//     node --expose-gc search.mjs LIBRARY CATALOGUE KEYSTROKES
//
// LIBRARY is `minisearch` or `flexsearch`. CATALOGUE is a file with a variant on each line, as JSON.
// KEYSTROKES is a file with one JSON array: the text in the search box after each key. When the
// catalogue is indexed, a line tells what that took; for each line `round` on stdin, each keystroke
// is answered once, and a line tells the times. It ends when stdin does.
//
// The libraries are asked for less than the till does in two things: exact codes, what was sold most
// and what cannot be sold have no places of their own in the order of the hits, and the signs of
// scripts without spaces may stand anywhere, not only one after the other.

import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';

import { check } from './check.mjs';
import { wanted } from './words.mjs';

/** What the Sell page asks for. */
const PAGE = 50;

const LIBRARIES = ['minisearch', 'flexsearch'];

try {
  await main(...process.argv.slice(2));
} catch (error) {
  // An stdin that is still open must not keep it from ending.
  process.stderr.write(`search.mjs: ${error.message}\n`, () => process.exit(1));
}

async function main(library, catalogueFile, keystrokesFile) {
  if (!LIBRARIES.includes(library) || keystrokesFile === undefined || globalThis.gc === undefined) {
    const names = LIBRARIES.join(' | ');
    throw new Error(`use: node --expose-gc search.mjs ${names} CATALOGUE KEYSTROKES`);
  }
  const version = await versionOf(library);
  const { Catalogue } = await import(`./${library}.mjs`);
  const keystrokes = await readKeystrokes(keystrokesFile);

  const heapBefore = heapUsed();
  const began = performance.now();
  const catalogue = new Catalogue();
  const rows = await fill(catalogue, catalogueFile);
  const loadMs = performance.now() - began;
  const heapBytes = heapUsed() - heapBefore;
  const rssBytes = process.memoryUsage.rss();

  check(rows, (text, limit) => answer(catalogue, rows, text, limit).shown);
  tell({ library, version, items: rows.length, loadMs, heapBytes, rssBytes });

  for await (const line of createInterface({ input: process.stdin })) {
    if (line !== 'round') throw new Error(`no such request: ${line}`);
    tell(round(catalogue, rows, keystrokes));
  }
}

async function versionOf(library) {
  const manifest = new URL(`./node_modules/${library}/package.json`, import.meta.url);
  const text = await readFile(manifest, 'utf8').catch((error) => {
    throw new Error(`${library} is not here, \`npm ci\` fetches it (${error.code})`);
  });
  return JSON.parse(text).version;
}

async function readKeystrokes(file) {
  const keystrokes = parse(await readFile(file, 'utf8'), file);
  if (!Array.isArray(keystrokes) || !keystrokes.every((text) => typeof text === 'string')) {
    throw new Error(`${file} is not an array of texts`);
  }
  return keystrokes;
}

/** Reads the catalogue line by line: as one text, a million variants are longer than any may be. */
async function fill(catalogue, file) {
  const rows = [];
  const handle = await open(file);
  for await (const line of handle.readLines()) {
    const row = parse(line, `${file}, line ${rows.length + 1}`);
    catalogue.add(rows.length, row);
    rows.push(row);
  }
  return rows;
}

function parse(text, where) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${where}: ${error.message}`);
  }
}

function heapUsed() {
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** The whole rows of the best hits. Without a word, the catalogue's first. */
function answer(catalogue, rows, text, limit) {
  if (wanted(text).length === 0) return { shown: rows.slice(0, limit), total: rows.length };
  const { places, total } = catalogue.search(text, limit);
  return { shown: places.map((place) => rows[place]), total };
}

function round(catalogue, rows, keystrokes) {
  const [timesMs, hits, totals] = [[], [], []];
  for (const text of keystrokes) {
    const asked = performance.now();
    const { shown, total } = answer(catalogue, rows, text, PAGE);
    timesMs.push(performance.now() - asked);
    hits.push(shown.length);
    totals.push(total);
  }
  return { timesMs, hits, totals };
}

function tell(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
