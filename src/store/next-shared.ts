// One run for all concurrent callers. A caller during a run gets the next run, which sees everything that happened before.

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
