import type { SentFile } from '../protocol.ts';
import { spread } from './spread.ts';
import { texts } from './texts.ts';

/** Files that the bot sent, as downloads. */
export function Files({ files }: { readonly files: readonly SentFile[] }) {
  // The same name may come twice, and files are only ever added at the end.
  return spread(files, ({ name, content }) => (
    <a
      className="file"
      download={name}
      href={`data:application/octet-stream;charset=utf-8,${encodeURIComponent(content)}`}
    >
      <span aria-hidden="true">📄 </span>
      {name} <small>{texts.fileSize({ size: Math.ceil(content.length / 102.4) / 10 })}</small>
    </a>
  ));
}
