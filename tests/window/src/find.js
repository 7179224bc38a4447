// arguments: a role, the beginning of a name, and the part of the page to look in (or null).
const [role, wanted, part] = arguments;

const SELECTORS = {
  button: 'button, [role=button], summary',
  combobox: '[role=combobox], select',
  group: '[role=group], fieldset',
  heading: 'h1, h2, h3, h4, [role=heading]',
  link: 'a[href], [role=link]',
  list: 'ul, ol, [role=list]',
  listbox: '[role=listbox]',
  listitem: 'li, [role=listitem]',
  option: '[role=option]',
  radio: 'input[type=radio], [role=radio]',
  row: 'tr, [role=row]',
  status: '[role=status], output',
  textbox: 'input:not([type=checkbox], [type=radio], [type=button]), textarea, [role=textbox]',
};

const words = (text) => (text ?? '').replace(/\s+/g, ' ').trim();

const nameOf = (element) => {
  const labelledBy = element.getAttribute('aria-labelledby');
  if (labelledBy) {
    const labels = labelledBy.split(/\s+/).map((id) => document.getElementById(id)?.textContent);
    return words(labels.join(' '));
  }
  const label = words(element.getAttribute('aria-label'));
  if (label) return label;
  if (element.labels?.length) return words([...element.labels].map((l) => l.textContent).join(' '));
  if (element.matches('fieldset')) return words(element.querySelector('legend')?.textContent);
  if (element.matches('input, select, textarea')) return words(element.getAttribute('title'));
  return words(element.textContent);
};

const isVisible = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden=true], [inert]');

return [...(part ?? document).querySelectorAll(SELECTORS[role])].filter(
  (element) => isVisible(element) && nameOf(element).startsWith(wanted),
);
