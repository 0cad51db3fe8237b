import { checkOffered } from './element-check.ts';
import type { Option } from './fill-element.ts';
import type { People } from './people.ts';
import type { SlackState } from './state.ts';
import { asJson, Found } from './violations.ts';

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element: "respond within 3 seconds" */
const WITHIN_MS = 3000;

/** A person types into an external select of their newest modal; what the bot offers can then be chosen. */
export async function typeInto(
  { state, people }: { readonly state: SlackState; readonly people: Pick<People, 'deliver'> },
  user: string,
  block: string,
  typed: string,
): Promise<readonly Option[]> {
  const open = state.views.findLast((view) => view.user === user && !view.isClosed);
  const asked = (open?.view.blocks as InputBlock[] | undefined)?.find(({ block_id }) => block_id === block);
  if (!open || asked?.element?.type !== 'external_select') throw new Error(`no external select ${block}`);
  const { min_query_length: least = 3, action_id } = asked.element;
  if (typed.length < least) return [];
  const { organization, app, team } = state;
  const at = Date.now();
  const answer = await people.deliver('interactive', {
    type: 'block_suggestion',
    ...{ action_id, block_id: block, value: typed, api_app_id: app, token: 'verification' },
    team: organization ? null : { id: team.id, domain: team.domain },
    ...(organization ? { enterprise: organization, is_enterprise_install: true } : {}),
    user: { id: user, name: state.users.get(user)?.name ?? user, team_id: team.id },
    container: { type: 'view', view_id: open.id },
    view: { id: open.id, type: 'modal', ...open.view },
  });
  if (Date.now() - at > WITHIN_MS) throw new Error('options came too late');
  const { options } = readAnswer(answer);
  const found = new Found();
  checkOffered(found, options);
  if (found.all[0]) throw new Error(found.all[0].where);
  open.offered = { ...open.offered, [block]: options as readonly Option[] };
  return open.offered[block] ?? [];
}

interface InputBlock {
  readonly block_id: string;
  readonly element?: {
    readonly type: string;
    readonly action_id: string;
    readonly min_query_length?: number;
  };
}

/** Over the socket it comes as a value, by HTTP as text. */
function readAnswer(answer: unknown): Readonly<Record<string, unknown>> {
  return asJson(typeof answer === 'string' && answer !== '' ? JSON.parse(answer) : answer);
}
