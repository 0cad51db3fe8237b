import { fork } from 'node:child_process';

/** Runs a script in a process of its own and answers what it sends, or why there is nothing. */
export function forkFor<T>(
  script: URL,
  args: readonly string[],
  memoryMb = 8000,
): Promise<T | { failed: string }> {
  return new Promise((resolve) => {
    const child = fork(script, args, {
      execArgv: ['--expose-gc', `--max-old-space-size=${memoryMb}`],
      silent: true,
    });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    child.on('message', (message: T) => resolve(message));
    child.on('exit', (code, signal) =>
      resolve({ failed: errors.trim().split('\n').at(-1) || `${signal ?? code}` }),
    );
  });
}
