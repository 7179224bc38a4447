import { expect, test } from 'vitest';

import { deferred } from '../test/host';
import { newest } from './newest';

test('one call runs at a time, and of those meanwhile only the newest', async () => {
  const asked: string[] = [];
  const answers = [deferred<string>(), deferred<string>()];
  const ask = newest((text: string) => {
    asked.push(text);
    return answers[asked.length - 1]!.promise;
  });

  const [first, second, third] = [ask('w'), ask('wa'), ask('wal')];
  expect(asked).toEqual(['w']);
  answers[0]!.resolve('W');
  expect(await first).toBe('W');
  expect(await second).toBeUndefined();
  answers[1]!.resolve('WAL');
  expect(await third).toBe('WAL');
  expect(asked).toEqual(['w', 'wal']);
});

test('a call that fails holds up none behind it', async () => {
  const broken = deferred<string>();
  const ask = newest((text: string) => (text === 'bad' ? broken.promise : Promise.resolve(text)));
  const [first, second] = [ask('bad'), ask('good')];
  broken.reject(new Error('no'));
  await expect(first).rejects.toThrow('no');
  expect(await second).toBe('good');
});
