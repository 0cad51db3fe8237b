/**
 * The outcome of `promise`, or that of `onTimeout` where it takes longer than `ms`: a value, or what it throws. The promise
 * runs on, and its failure after the timeout is ignored.
 */
export async function withTimeout<T, Late>(
  promise: Promise<T>,
  ms: number,
  onTimeout: () => Late,
): Promise<T | Late> {
  const late = Promise.withResolvers<Late>();
  const timer = setTimeout(() => {
    try {
      late.resolve(onTimeout());
    } catch (error) {
      late.reject(error);
    }
  }, ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
