/** A step of a person: a line that is typed, an option or a button that is chosen, or a form that is filled in and sent off. */
export type Step =
  | { readonly type: string }
  /** Of the select under the newest answer or, with `post`, under the daily post; the beginning of its label. */
  | { readonly choose: string; readonly under?: 'post' }
  | { readonly press: string }
  /** The number under the daily post. */
  | { readonly react: 'one' | 'two' }
  | { readonly submit: Readonly<Record<string, string>> };

export interface Task {
  readonly task: string;
  readonly steps: readonly Step[];
  /** What one reads when it is done; on one platform something else. */
  readonly done: string;
  readonly doneIn?: { readonly Slack?: string; readonly Discord?: string };
  /** Typed afterward, so that what was set is not in the way of the next task. */
  readonly after?: string;
}

/** What people want of the bot, in the order in which one after the other is done in one demo. docs/tasks.md shows them. */
export const TASKS: readonly Task[] = [
  { task: 'See today’s papers', steps: [{ type: 'today' }], done: 'Daily papers, Thu' },
  {
    task: 'Read what the second paper of the day is about',
    steps: [{ type: 'summary 2' }],
    done: 'Latent Distilling',
  },
  { task: 'Find papers on agents', steps: [{ type: 'search agents' }], done: 'Search: agents' },
  {
    task: 'Find last week’s best paper on agents and save it',
    steps: [{ type: 'week last topic:agents' }, { choose: 'Save 1.' }],
    done: 'Saved',
  },
  {
    task: 'Save a paper of the daily post',
    steps: [{ choose: 'Save 2.', under: 'post' }],
    done: 'Saved',
  },
  { task: 'See my reading list', steps: [{ type: 'saved' }], done: 'reading list' },
  {
    task: 'Export it for BibTeX',
    steps: [{ type: 'export bibtex' }],
    done: '.bib',
    // The file itself is there: Slack has no private files in channels.
    doneIn: { Slack: 'direct messages' },
  },
  { task: 'Find papers like the first one', steps: [{ type: 'similar 1' }], done: 'Similar to' },
  { task: 'Vote for a paper of the daily post', steps: [{ react: 'one' }], done: '👍 ' },
  { task: 'See why a paper was posted', steps: [{ type: 'why 1' }], done: 'upvotes' },
  { task: 'See what my community voted for this month', steps: [{ type: 'top month' }], done: 'Top papers' },
  {
    task: 'Be notified of new papers of an author',
    steps: [{ type: 'follow author Fei Bai' }, { press: 'Follow' }],
    done: 'You now follow',
  },
  {
    task: 'Be notified at 7:30, and not in the night',
    steps: [{ type: 'following time:7:30 quiet:22-7' }],
    done: '07:30',
  },
  { task: 'Stop being notified', steps: [{ type: 'unfollow 1' }], done: 'no longer follow' },
  {
    task: 'Have the daily post at 8:30 on weekdays',
    steps: [{ type: 'subscribe time:8:30 days:mon-fri' }],
    done: '08:30',
  },
  {
    task: 'Only papers on agents, and know first how many pass',
    steps: [{ type: 'subscribe topics:agents' }, { press: 'Save' }],
    done: 'Saved',
    after: 'subscribe topics:none',
  },
  {
    task: 'Post seven papers, by the form',
    steps: [{ type: 'settings' }, { submit: { count: '7' } }],
    done: 'Saved',
  },
  {
    task: 'Get a weekly recap on Fridays',
    steps: [{ type: 'subscribe recap:fri 16:00' }],
    done: 'Friday at 16:00',
  },
  {
    task: 'Show a search to the whole channel',
    steps: [{ type: 'search video' }, { press: 'Share to channel' }],
    done: 'Shared by',
  },
  { task: 'Pause the post for the holidays', steps: [{ type: 'pause holidays' }], done: 'Paused' },
];
