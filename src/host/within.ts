/** What `work` comes to, or `late()` as a rejection after so many milliseconds. Never waits for ever. */
export function within<T>(work: PromiseLike<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    work.then(resolve, reject).then(() => clearTimeout(timer));
  });
}
