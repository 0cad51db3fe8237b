// Loaded into the real process before anything else: makes it meet errors that nobody handles.
if (process.env.FAIL_AT_ONCE) setTimeout(() => throwNow('at the start'), 0);
process.on('SIGUSR2', () => {
  setTimeout(() => throwNow('in a timer'), 0);
  void Promise.reject(new Error('in a promise that nobody waits for'));
});

function throwNow(where) {
  throw new Error(`thrown ${where}`);
}
