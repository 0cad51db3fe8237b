import type { Translation } from '../../src/core/base/languages.ts';
import * as channel from './channel.ts';
import * as help from './help.ts';
import * as lists from './lists.ts';
import * as papers from './papers.ts';
import * as people from './people.ts';
import * as platforms from './platforms.ts';
import * as posts from './posts.ts';
import * as search from './search.ts';

/** German, with the informal “du” of Slack’s own German. */
export const german: Translation = {
  tag: 'de',
  catalogs: [posts, platforms, channel, lists, search, papers, people, help].flatMap(
    ({ catalogs }) => catalogs,
  ),
};
