import { checkBlockList, checkMessage, checkView } from './payload-check.ts';
import { asJson, type Violation } from './violations.ts';

/** What `blocks.validate` answers: nothing where the payload is valid. */
export interface Verdict {
  readonly code: 'invalid_blocks' | 'invalid_message' | 'invalid_view';
  readonly errors: ReadonlyArray<{
    readonly pointer: string;
    readonly code: string;
    readonly message: string;
  }>;
}

/**
 * https://docs.slack.dev/reference/methods/blocks.validate: exactly one of `blocks`, `message` and `view`; each error has a JSON
 * pointer, a code and a sentence. `undefined` for any other number of arguments.
 */
export function validatePayload(args: Readonly<Record<string, unknown>>): Verdict | 'valid' | undefined {
  const given = (['blocks', 'message', 'view'] as const).filter((name) => args[name] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) return undefined;
  const violations = CHECKS[kind](args[kind]);
  if (violations.length === 0) return 'valid';
  return {
    code: `invalid_${kind}`,
    errors: violations.map(({ pointer = '', where }) => ({
      pointer,
      code: 'failed_constraint',
      message: where,
    })),
  };
}

const CHECKS = {
  blocks: checkBlockList,
  message: (message: unknown) => checkMessage({ text: 'validated', ...asJson(message) }),
  view: (view: unknown) => checkView(asJson(view)),
} as const satisfies Record<string, (payload: unknown) => Violation[]>;
