// One run for all who ask at once. Whoever asks while one is under way gets the next, which sees all that happened before.

/** Wraps a function so that its runs are shared. */
export function nextShared<T>(run: () => Promise<T>): () => Promise<T> {
  let [current, next]: (Promise<T> | undefined)[] = [];
  const start = (): Promise<T> => {
    next = undefined;
    const running = run().finally(() => {
      if (current === running) current = undefined;
    });
    return (current = running);
  };
  return () => {
    if (!current) return start();
    return (next ??= current.then(start, start));
  };
}
