// Tells a barcode scanner from a person typing. A scanner is a keyboard that types a code within
// milliseconds and ends it with Enter or Tab, wherever the focus happens to be; the field that got
// it by accident is put back as it was. A password's field is left alone: what is typed there is
// kept nowhere and shown nowhere.

/** The longest pause between two keys of a scanner. People are slower, above all with digits. */
export const SCAN_GAP_MS = 50;

const SHORTEST_CODE = 6;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Hands every scanned code to `scanned` until the answer is called. */
export function watchScanner(scanned: (code: string) => void): () => void {
  let code = '';
  let lastKey = -Infinity;
  let lastField: EventTarget | null = null;
  let putBack: (() => void) | undefined;

  function onKeydown(event: KeyboardEvent): void {
    if (event.key === 'Shift') return;
    const { target } = event;
    // A code goes into one field; whoever goes from one to the next types.
    const inTime = event.timeStamp - lastKey <= SCAN_GAP_MS && target === lastField;
    [lastKey, lastField] = [event.timeStamp, target];
    if (target instanceof HTMLInputElement && target.type === 'password') {
      code = '';
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (!inTime) {
        code = '';
        putBack = isField(target) ? remember(target) : undefined;
      }
      code += event.key;
    } else if ((event.key === 'Enter' || event.key === 'Tab') && inTime && isCode(code)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      putBack?.();
      scanned(code);
      code = '';
      // The next code follows as fast as it likes, and is one of its own.
      lastKey = -Infinity;
    } else {
      code = '';
    }
  }

  addEventListener('keydown', onKeydown, { capture: true });
  return () => removeEventListener('keydown', onKeydown, { capture: true });
}

// Codes have digits and no spaces; neither a word that was typed very fast is one, nor an email
// address.
function isCode(text: string): boolean {
  return text.length >= SHORTEST_CODE && /\d/.test(text) && /^[!-?A-~]+$/.test(text);
}

function isField(target: EventTarget | null): target is Field {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}

function remember(field: Field): () => void {
  const { value } = field;
  const selection = 'selectionStart' in field ? [field.selectionStart, field.selectionEnd] : [];
  return () => {
    if (field.value === value) return;
    field.value = value;
    const [start, end] = selection;
    // Some kinds of fields have no selection to be set.
    if (typeof start === 'number' && typeof end === 'number' && 'setSelectionRange' in field) {
      field.setSelectionRange(start, end);
    }
    const kind = field instanceof HTMLSelectElement ? 'change' : 'input';
    field.dispatchEvent(new Event(kind, { bubbles: true }));
  };
}
