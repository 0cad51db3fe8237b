// Loaded into the real process before anything else: makes it meet errors that nobody handles.
if (process.env.FAIL_AT_ONCE) process.on('newListener', failWhenListened);

/** With what could steer a terminal, and a token. */
function failWhenListened(event) {
  if (event !== 'uncaughtException') return;
  process.off('newListener', failWhenListened);
  const token = ['xoxb', '111111111111', '222222222222', 'abcdefghijklmnopqrstuvwx'].join('-');
  setTimeout(() => throwNow(`at the start \u001b[31m ${token}`), 0);
}

process.on('SIGUSR2', () => {
  setTimeout(() => throwNow('in a timer'), 0);
  void Promise.reject(new Error('in a promise that nobody waits for'));
});

function throwNow(where) {
  throw new Error(`thrown ${where}`);
}
