import { commandSpan, words } from '../src/core/base/text.ts';
import { button } from '../src/core/command/card-actions.ts';
import type { Command } from '../src/core/command/command.ts';
import { isEmpty } from '../src/core/store/person-data.ts';

/** Deletes everything about the person who asks, after asking back once. */
export const forget: Command = {
  name: 'forget',
  summary: 'Deletes everything that is saved about you; asks back first',
  example: 'forget me',
  personal: true,
  options: [
    {
      name: 'whom',
      label: 'Whose data to delete',
      summary: 'Your own data',
      type: 'choice',
      choices: ['me'],
      required: true,
    },
    {
      name: 'confirm',
      summary: 'yes deletes at once; without it you are asked first',
      type: 'choice',
      choices: ['yes'],
    },
  ],
  async run({ asker, services, shareable }, { confirm }) {
    const before = await services.store.people.dataOf(asker.person);
    if (confirm !== 'yes')
      return {
        kind: 'message',
        message: {
          kind: 'notice',
          tone: 'warning',
          title: isEmpty(before)
            ? 'Nothing is saved about you'
            : 'Delete everything that is saved about you?',
          text: isEmpty(before) ? words`See ${commandSpan('my-data')}.` : WHAT_GOES,
          ...(isEmpty(before)
            ? {}
            : {
                fix: words`It cannot be undone. For a copy first: ${commandSpan('my-data json')}.`,
                actions: button('Delete everything', 'forget me confirm:yes', 'update').map((action) =>
                  action.kind === 'button' ? { ...action, style: 'danger' as const } : action,
                ),
              }),
        },
      };
    await services.forget(asker.person);
    shareable.forget(asker.person);
    return {
      kind: 'message',
      message: {
        kind: 'notice',
        tone: 'success',
        title: 'Everything about you was deleted',
        text: WHAT_STAYS,
      },
    };
  },
};

const WHAT_GOES =
  'Your votes, your reading list, what you follow and when you hear of it, the last lists you saw, that you set up a daily post, and digests in your direct messages. Daily posts in channels go on.';

const WHAT_STAYS =
  'Posts that counted your votes are changed within minutes. Reactions that you put on posts stand until you take them off; they are not counted any more. What you do from now on is saved again.';
