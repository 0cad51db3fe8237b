import type { ReactNode } from 'react';
import { texts } from './texts.ts';

interface Words {
  readonly text: string;
}

interface Pressable {
  readonly action_id: string;
  readonly text: Words;
  readonly url?: string;
}

interface Card {
  readonly title?: Words;
  readonly subtitle?: Words;
  readonly body?: Words;
  readonly hero_image?: { readonly alt_text: string };
  readonly actions?: readonly Pressable[];
}

/** A block that the library for Block Kit does not know yet. */
export type NewBlock =
  | {
      readonly type: 'container';
      readonly title?: Words;
      readonly subtitle?: Words;
      readonly default_collapsed?: boolean;
      readonly child_blocks: readonly unknown[];
    }
  | { readonly type: 'carousel'; readonly elements: readonly Card[] };

export function isNewBlock(block: unknown): block is NewBlock {
  const { type } = block as { readonly type?: string };
  return type === 'container' || type === 'carousel';
}

interface Props {
  readonly block: NewBlock;
  /** Draws what is in a container. */
  readonly draw: (blocks: readonly unknown[]) => ReactNode;
}

/** A container, which opens in place, or a row of cards. */
export function SlackNewBlock({ block, draw }: Props) {
  if (block.type === 'container')
    return (
      <details className="container" open={!block.default_collapsed}>
        <summary>
          <strong>{block.title?.text}</strong>
          {block.subtitle && <span className="hint">{block.subtitle.text}</span>}
        </summary>
        {draw(block.child_blocks)}
      </details>
    );
  return (
    <ul className="carousel">
      {block.elements.map((card) => (
        <li key={card.title?.text}>
          <CardView card={card} />
        </li>
      ))}
    </ul>
  );
}

function CardView({ card: { title, subtitle, body, hero_image, actions = [] } }: { readonly card: Card }) {
  return (
    <>
      {hero_image && (
        <div className="hero" role="img" aria-label={hero_image.alt_text}>
          {texts.slackNoPictures()}
        </div>
      )}
      <strong>{title?.text}</strong>
      {subtitle && <span className="hint">{subtitle.text}</span>}
      {body && <p>{body.text}</p>}
      <div className="actions">
        {actions.map(({ action_id, text, url }) =>
          url === undefined ? (
            <button key={action_id} type="button" id={action_id}>
              {text.text}
            </button>
          ) : (
            <a key={action_id} href={url} target="_blank" rel="noopener noreferrer">
              {text.text}
            </a>
          ),
        )}
      </div>
    </>
  );
}
