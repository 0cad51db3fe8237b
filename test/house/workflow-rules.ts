/** An action by its full commit digest, with the version that people read behind it. */
const PINNED = /^[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

const READ_ONLY = /^permissions:\n {2}contents: read\n(?! )/m;

/** Events that run code of strangers with the rights of the repository. */
const PRIVILEGED = /\b(?:pull_request_target|workflow_run|issue_comment)\b/;

/** What a workflow file does that ours must not, in words; line by line, so that nothing hides in a form a parser folds. */
export function workflowProblems(text: string): string[] {
  const lines = text.split('\n');
  const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
  const unpinned = lines
    .flatMap((line) => /\buses\s*:(.*)$/.exec(line)?.[1]?.trim() ?? [])
    .filter((action) => !PINNED.test(action));
  return [
    ...(READ_ONLY.test(text) ? [] : ['does not begin with permissions: contents: read']),
    ...(count(/^\s*permissions\s*:/) > 1 ? ['gives a job permissions of its own'] : []),
    ...(count(/:\s*write(?:-all)?\b/) > 0 ? ['may write'] : []),
    ...unpinned.map((action) => `uses ${action}, which is not pinned by a commit digest with its version`),
    ...(count(/actions\/checkout@/) > count(/persist-credentials: false/)
      ? ['leaves the token of the checkout in the working copy']
      : []),
    ...(PRIVILEGED.test(text) ? ['runs with more rights than a pull request has'] : []),
    ...(/\brun\s*:[^\n]*\$\{\{/.test(text) ? ['puts an expression into a shell line'] : []),
    ...(/\bsecrets\b/.test(text) ? ['uses a secret'] : []),
    ...(count(/^\s*runs-on:/) > count(/^\s*timeout-minutes:/) ? ['has a job without a time limit'] : []),
  ];
}
