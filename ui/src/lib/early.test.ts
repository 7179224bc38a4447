import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import page from '../../index.html?raw';
import script from '../../public/early.js?raw';
import { deferred, Host } from '../test/host';
import { line, payment, sale, snapshot } from '../test/samples';

beforeEach(() => localStorage.clear());

afterEach(() => document.getElementById('early')?.remove());

/** What a window does with the document before the interface's own script is there. */
function load() {
  const [, body = ''] = page.match(/<body>([^]*)<\/body>/) ?? [];
  document.body.innerHTML = body;
  new Function(script)();
}

const boxes = () => screen.queryAllByLabelText('Search products');

describe('the early search box', () => {
  test('is not there before the search ever was', () => {
    load();
    expect(document.activeElement).toBe(document.body);
    expect(boxes()[0]?.closest('[hidden]')).not.toBeNull();
  });

  test('takes the first keys and hands them on', async () => {
    const host = new Host();
    localStorage.setItem('search-top', '43');
    load();
    const early = document.getElementById('early');
    expect(early?.hidden).toBe(false);
    expect(early?.style.top).toBe('43px');
    const user = userEvent.setup();
    await user.keyboard('hon');
    render(App);
    await vi.waitFor(() => expect(early?.isConnected).toBe(false));
    await user.keyboard('ey');
    const [search] = boxes();
    expect(boxes()).toHaveLength(1);
    expect(document.activeElement).toBe(search);
    expect(search).toHaveProperty('value', 'honey');
    const asked = () => host.of('search_products').map(({ query }) => query);
    await vi.waitFor(() => expect(asked().at(-1)).toBe('honey'));
    expect(asked()).toContain('hon');
  });

  test('goes where a start leads elsewhere', async () => {
    localStorage.setItem('search-top', '16');
    load();
    const answer = deferred<ReturnType<typeof snapshot>>();
    new Host({ snapshot: () => answer.promise });
    render(App);
    expect(boxes()).toHaveLength(1);
    answer.resolve(snapshot({ store: null }));
    await vi.waitFor(() => expect(boxes()).toHaveLength(0));
  });

  test('comes where the search was on show at the end', async () => {
    const rect = new DOMRect(96, 43, 800, 52);
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(rect);
    const cart = sale({ lines: [line()] });
    const host = new Host({ snapshot: () => snapshot({ sale: cart }) });
    render(App);
    await vi.waitFor(() => expect(localStorage.getItem('search-top')).toBe('43'));
    await host.tell({
      kind: 'sale_changed',
      sale: { ...cart, state: 'awaiting', payment: payment() },
    });
    await vi.waitFor(() => expect(localStorage.getItem('search-top')).toBeNull());
  });
});
