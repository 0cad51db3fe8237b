import { fork } from 'node:child_process';

/**
 * Runs a script in a process of its own and answers what it sends, or why there is nothing. `codeFolder` keeps its
 * compiled code for the next one.
 */
export function forkFor<T>(
  script: URL,
  args: readonly string[],
  { memoryMb = 8000, codeFolder }: { memoryMb?: number; codeFolder?: string } = {},
): Promise<T | { failed: string }> {
  return new Promise((resolve) => {
    const child = fork(script, args, {
      execArgv: ['--expose-gc', `--max-old-space-size=${memoryMb}`],
      silent: true,
      ...(codeFolder === undefined ? {} : { env: { ...process.env, NODE_COMPILE_CACHE: codeFolder } }),
    });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    let answer: T | undefined;
    child.on('message', (message: T) => {
      answer = message;
    });
    // Compiled code is written at the very end.
    child.on('exit', (code, signal) =>
      resolve(answer ?? { failed: errors.trim().split('\n').at(-1) || `${signal ?? code}` }),
    );
  });
}
