import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import type { ErrorView, OfferDraft } from '$lib/backend/types';

import App from '../../App.svelte';
import { failure, Host } from '../../test/host';
import { found, hit, offer, offers, usd } from '../../test/samples';

async function open(answers: ConstructorParameters<typeof Host>[0] = {}) {
  location.hash = '#/settings';
  const host = new Host({
    stores: () => [],
    payment_gateways: () => ({ gateways: [], groups: [] }),
    search_products: ({ query }: { query: string }) =>
      found(query, [hit({ variantId: 301, productId: 300, title: 'Honey' })]),
    ...answers,
  });
  render(App);
  const region = await screen.findByRole('region', { name: 'Upsell offers' });
  return { host, user: userEvent.setup(), section: within(region) };
}

const saved = (host: Host) => host.of('save_offer').map(({ offer }) => offer as OfferDraft);
const two = () => offers(offer(), offer({ id: 2, variantId: 202, title: 'Descaler' }));

test('without an offer it says what is offered instead', async () => {
  const { section } = await open();
  await section.findByText(/You have no offers of your own yet/);
  section.getByText("The store's recommendations: not offered yet");
});

test('an offer is added by searching for its product', async () => {
  const { host, user, section } = await open({ save_offer: () => offers(offer()) });
  await user.type(await section.findByRole('combobox', { name: 'Add an offer' }), 'hon');
  await section.findByRole('option', { name: /Honey/ });
  await user.keyboard('{Enter}');
  await section.findByText('Two mugs');
  expect(saved(host)).toEqual([
    {
      id: null,
      variantId: 301,
      currency: 'USD',
      price: '',
      minTotal: '',
      products: [],
      enabled: true,
    },
  ]);
});

test('each says what it costs, with which orders it is made, and how it fares', async () => {
  const priced = offer({
    price: usd('5.00'),
    products: [{ id: 7, title: 'Kettle' }],
    minTotal: usd('60.00'),
    unavailable: true,
  });
  const { section } = await open({
    offers: () => offers(priced, offer({ id: 2, title: 'Honey' })),
  });
  const [first, second] = await section.findAllByRole('listitem');
  within(first!).getByText('$5.00 before tax · with Kettle, in orders from $60.00');
  within(first!).getByText('taken 10 of 40 times (25 %) · $240.00');
  within(first!).getByText(/does not sell this any more/);
  within(second!).getByText("$24.00, the store's price · with any order");
});

test('is moved by its buttons, which keep the focus', async () => {
  const moved = offers(...two().offers.reverse());
  const { host, user, section } = await open({ offers: two, move_offer: () => moved });
  const up = await section.findByRole('button', { name: 'Move Descaler up' });
  await user.click(up);
  expect(host.of('move_offer')).toEqual([{ id: 2, to: 0 }]);
  await vi.waitFor(() => {
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Descaler up');
    expect(document.activeElement?.getAttribute('aria-disabled')).toBe('true');
  });
  await user.keyboard('{Enter}');
  expect(host.of('move_offer')).toHaveLength(1);
});

test('that cannot be switched off is not shown as if it were', async () => {
  const { user, section } = await open({
    offers: () => offers(offer()),
    save_offer: () => Promise.reject(failure('disk_full')),
  });
  const box = await section.findByRole<HTMLInputElement>('switch', { name: 'Offer Two mugs' });
  await user.click(box);
  await section.findByText(/Nothing was changed. The disk is full/);
  expect(box.checked).toBe(true);
});

test('is removed, and can be had back', async () => {
  const { host, user, section } = await open({
    offers: () => offers(offer({ price: usd('5.00') })),
    remove_offer: () => offers(),
    save_offer: () => offers(offer({ id: 3 })),
  });
  await user.click(await section.findByRole('button', { name: 'Remove the offer of Two mugs' }));
  await section.findByText(/You have no offers/);
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await section.findByText('Two mugs');
  expect(saved(host)).toMatchObject([{ id: null, variantId: 201, price: '5.00' }]);
});

test('an amount that is none is told at its field, and the dialog stays', async () => {
  const refused: ErrorView = {
    code: 'fields_to_mend',
    message: '',
    details: [{ field: 'price', message: 'malformed' }],
  };
  const { host, user, section } = await open({
    offers: () => offers(offer()),
    save_offer: ({ offer: draft }: { offer: OfferDraft }) =>
      draft.price === '4.50' ? offers(offer({ price: usd('4.50') })) : Promise.reject(refused),
  });
  await user.click(await section.findByRole('button', { name: 'Change the offer of Two mugs' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Offer of Two mugs' }));
  const price = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Your price in USD' });
  await user.type(price, 'cheap');
  await user.click(dialog.getByRole('button', { name: 'Save the offer' }));
  await dialog.findByText(/Write an amount of nothing or more/);
  expect(price.getAttribute('aria-invalid')).toBe('true');
  await user.clear(price);
  await user.type(price, '4,50');
  await user.type(dialog.getByRole('combobox', { name: 'Only with orders of' }), 'hon');
  await dialog.findByRole('option', { name: /Honey/ });
  await user.keyboard('{Enter}');
  await dialog.findByRole('button', { name: 'No longer only with Honey' });
  await user.click(dialog.getByRole('button', { name: 'Save the offer' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(saved(host).at(-1)).toMatchObject({ id: 1, price: '4.50', products: [300] });
});
