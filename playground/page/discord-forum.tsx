import type { DiscordView } from '../protocol.ts';
import { texts } from './texts.ts';
import { longTime } from './times.ts';

type Channel = DiscordView['channels'][number];

interface Props {
  readonly view: DiscordView;
  readonly forum: Channel;
  readonly now: Date;
  readonly onPost: (id: string) => void;
}

/** A forum: its posts as a list, the newest first. */
export function DiscordForum({ view, forum, now, onPost }: Props) {
  const posts = view.channels.filter(({ post }) => post?.forum === forum.id).toReversed();
  return (
    <div className="room">
      <ul className="forum" aria-label={texts.discordPosts({ forum: forum.name })}>
        {posts.map((post) => (
          <li key={post.id}>
            <Post {...{ post, now, onPost }} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Post({ post, now, onPost }: Pick<Props, 'now' | 'onPost'> & { readonly post: Channel }) {
  const [first] = post.messages;
  const reactions = (first?.reactions ?? []).map(({ emoji, count }) => `${emoji.name} ${count}`);
  return (
    <button type="button" className="post" onClick={() => onPost(post.id)}>
      <span className="tags">
        {post.post?.tags.map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
      </span>
      <strong>{post.name}</strong>
      <span className="hint">
        {first?.author.username} · {first && longTime(new Date(first.timestamp), now)} · {reactions.join(' ')}{' '}
        · <span className="whole">{texts.messageCount({ count: post.messages.length })}</span>
      </span>
    </button>
  );
}
