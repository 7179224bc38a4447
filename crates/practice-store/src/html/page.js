(() => {
  const part = (name) => document.querySelector(`[data-${name}]`);

  // A form is sent once, however often its button is pressed.
  for (const form of document.forms) {
    form.addEventListener('submit', (event) => {
      if ('sent' in form.dataset) return event.preventDefault();
      form.dataset.sent = '';
      if (form.dataset.popup) window.open(form.dataset.popup, 'bank', 'popup,width=440,height=620');
      if ('twice' in form.dataset) {
        event.preventDefault();
        const body = new URLSearchParams(new FormData(form));
        const first = { method: 'POST', mode: 'no-cors', credentials: 'omit', body };
        fetch(form.action, first).catch(() => {}).finally(() => form.submit());
      }
    });
  }

  // A page that acts by itself, or goes back by itself, does so after a moment.
  const soon = part('after');
  if (soon) setTimeout(() => soon.requestSubmit(), Number(soon.dataset.after));

  // While the bank's window is open, the page asks whether it has confirmed.
  const waiting = part('watch');
  if (waiting) {
    setInterval(async () => {
      const answer = await fetch(waiting.dataset.watch).catch(() => null);
      if (answer?.ok && (await answer.text()) === 'over') location.reload();
    }, 400);
    if (waiting.dataset.else) setTimeout(() => location.assign(waiting.dataset.else), 1500);
  }

  // The bank's window closes itself, unless it is the only one.
  const finished = part('close');
  if (finished) {
    if (window.opener) window.close();
    else if (finished.dataset.close) location.assign(finished.dataset.close);
  }

  // Coming back by the browser's own button must not show a step that is over.
  addEventListener('pageshow', (event) => event.persisted && location.reload());
})();
