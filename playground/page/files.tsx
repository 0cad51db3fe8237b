import type { SentFile } from '../protocol.ts';

/** Files that the bot sent, as downloads. */
export function Files({ files }: { readonly files: readonly SentFile[] }) {
  return files.map(({ name, content }, i) => (
    <a
      // Files have no ids, and the same name may come twice.
      // biome-ignore lint/suspicious/noArrayIndexKey: files are only ever added at the end
      key={i}
      className="file"
      download={name}
      href={`data:application/octet-stream;charset=utf-8,${encodeURIComponent(content)}`}
    >
      <span aria-hidden="true">📄 </span>
      {name} <small>{Math.ceil(content.length / 102.4) / 10} KB</small>
    </a>
  ));
}
