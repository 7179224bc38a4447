// Tells a barcode scanner from a person typing. A scanner is a keyboard that types a code within
// milliseconds and ends it with Enter, wherever the focus happens to be; the field that got it by
// accident is put back as it was.

/** The longest pause between two keys of a scanner. People are slower, above all with digits. */
export const SCAN_GAP_MS = 50;

const SHORTEST_CODE = 6;

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Hands every scanned code to `scanned` until the answer is called. */
export function watchScanner(scanned: (code: string) => void): () => void {
  let code = '';
  let lastKey = -Infinity;
  let field: Field | undefined;
  let before = '';

  function begin(event: KeyboardEvent): void {
    code = '';
    field = isField(event.target) ? event.target : undefined;
    before = field?.value ?? '';
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.key === 'Shift') return;
    const inTime = event.timeStamp - lastKey <= SCAN_GAP_MS;
    lastKey = event.timeStamp;
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (!inTime) begin(event);
      code += event.key;
    } else if (event.key === 'Enter' && inTime && isCode(code)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (field) putBack(field, before);
      scanned(code);
      code = '';
    } else {
      code = '';
    }
  }

  addEventListener('keydown', onKeydown, { capture: true });
  return () => removeEventListener('keydown', onKeydown, { capture: true });
}

// Codes have digits and no spaces; a word that was typed very fast is not one.
function isCode(text: string): boolean {
  return text.length >= SHORTEST_CODE && /\d/.test(text) && /^[!-~]+$/.test(text);
}

function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function putBack(field: Field, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
