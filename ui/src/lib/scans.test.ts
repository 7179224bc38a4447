import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import App from '../App.svelte';
import { deferred, Host } from '../test/host';
import { hit, line, sale, snapshot } from '../test/samples';
import type { ScanResult } from './backend/types';

/** Types a code as a scanner does, wherever the focus is. */
function scan(code: string) {
  for (const key of [...code, 'Enter']) {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    if (key.length === 1 && target instanceof HTMLInputElement) {
      target.value += key;
      target.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
}

const added = (quantity: number): ScanResult => ({
  kind: 'added',
  title: 'Walnut Kettle',
  sale: sale({ revision: quantity, lines: [line({ quantity })] }),
});

async function open(answers: ConstructorParameters<typeof Host>[0], hash = '') {
  location.hash = hash;
  const host = new Host({
    ...answers,
  });
  render(App);
  await screen.findByRole('main');
  return { host, user: userEvent.setup() };
}

test('codes are handled in their order while the answer to the first is still out', async () => {
  const first = deferred<ScanResult>();
  let scans = 0;
  const { host } = await open({ scan_code: () => (++scans === 1 ? first.promise : added(scans)) });
  const search = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Search products' });
  const codes = Array.from({ length: 20 }, (_, index) => `2000000${100 + index}`);
  codes.forEach(scan);
  first.resolve(added(1));
  await vi.waitFor(() => expect(host.of('scan_code').map(({ code }) => code)).toEqual(codes));
  const quantity = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Quantity' });
  await vi.waitFor(() => expect(quantity.value).toBe('20'));
  expect(search.value).toBe('');
});

test('on another page and under a dialog the cart comes back with the product', async () => {
  const { user } = await open({ scan_code: () => added(1) }, '#/reports');
  await screen.findByRole('heading', { name: 'Today' });
  await user.click(screen.getByRole('button', { name: 'Show all keys' }));
  scan('4006381333931');
  await screen.findByRole('list', { name: 'Cart' });
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('an unknown code is said aloud and typed nowhere', async () => {
  await open({ scan_code: () => ({ kind: 'unknown' }) });
  const search = await screen.findByRole<HTMLInputElement>('combobox', { name: 'Search products' });
  scan('4006381333931');
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('No product has the code 4006381333931');
  expect(search.value).toBe('');
});

test.each<[string, string[], number | undefined]>([
  ['Enter takes the first', ['{Enter}'], 101],
  ['the arrow keys walk', ['{ArrowDown}', '{Enter}'], 102],
  ['a digit takes its own', ['2'], 102],
  ['Esc takes none', ['{Escape}'], undefined],
])('a code of two products asks which: %s', async (_, keys, variantId) => {
  const { host, user } = await open({
    snapshot: () => snapshot(),
    scan_code: () => ({
      kind: 'ambiguous',
      hits: [hit(), hit({ variantId: 102, title: 'Walnut Kettle, old stock' })],
    }),
    add_article: () => sale({ lines: [line()] }),
  });
  scan('4006381333931');
  const dialog = await screen.findByRole('dialog', { name: '2 products have this code' });
  await vi.waitFor(() =>
    expect(within(dialog).getByRole('button', { name: /^Walnut Kettle Br/ })).toBe(
      document.activeElement,
    ),
  );
  for (const key of keys) await user.keyboard(key);
  // The dialog of jsdom does not close on Esc by itself.
  if (variantId === undefined) (dialog as HTMLDialogElement).close();
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(host.of('add_article')).toEqual(variantId === undefined ? [] : [{ variantId }]);
});
