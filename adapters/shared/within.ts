/** The answer, or `otherwise` where it takes longer than `ms`. A failure is thrown while it is waited for. */
export async function within<T, Late>(ms: number, answer: Promise<T>, otherwise: Late): Promise<T | Late> {
  const late = Promise.withResolvers<Late>();
  const timer = setTimeout(() => late.resolve(otherwise), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
