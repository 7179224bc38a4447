// Answers that overtake one another are the commonest way to show something stale. This runs one
// call at a time, so answers cannot change places; of the requests made meanwhile only the newest
// is run afterwards, so nothing queues up behind a fast typist.

type Waiting<Argument, Answer> = {
  argument: Argument;
  resolve: (answer: Promise<Answer> | undefined) => void;
};

/** `call`, made so that only the newest request counts: one passed over answers `undefined`. */
export function newest<Argument, Answer>(
  call: (argument: Argument) => Promise<Answer>,
): (argument: Argument) => Promise<Answer | undefined> {
  let running = false;
  let waiting: Waiting<Argument, Answer> | undefined;

  function run(argument: Argument): Promise<Answer> {
    running = true;
    return call(argument).finally(() => {
      running = false;
      const next = waiting;
      waiting = undefined;
      if (next) next.resolve(run(next.argument));
    });
  }

  return (argument) => {
    if (!running) return run(argument);
    waiting?.resolve(undefined);
    return new Promise((resolve) => (waiting = { argument, resolve }));
  };
}
