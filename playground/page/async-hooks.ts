/** In the browser in place of Node's module (`build.ts` and `tsconfig.json` say so): the page has one language, English. */
export class AsyncLocalStorage<T> {
  run<R>(_store: T, work: () => R): R {
    return work();
  }

  getStore(): T | undefined {
    return undefined;
  }
}
