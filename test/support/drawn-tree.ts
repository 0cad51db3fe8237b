/** What a platform's client draws of a payload, as an independent parser reads it: the same shape for every platform. */
export type Drawn =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly target: string; readonly inner: readonly Drawn[] }
  /** A button that is a link. */
  | { readonly kind: 'button'; readonly target: string; readonly inner: readonly Drawn[] }
  | { readonly kind: 'channel'; readonly id: string }
  /** A mention of a role or of a group of people. */
  | { readonly kind: 'role'; readonly id: string }
  /** A command of ours that can be pressed. */
  | { readonly kind: 'command'; readonly id: string }
  /** Bold, slanted, code or small print. */
  | { readonly kind: 'style'; readonly style: string; readonly inner: readonly Drawn[] }
  /** What no message of ours may hold: a mention, a heading, a spoiler, a timestamp … */
  | { readonly kind: 'forbidden'; readonly what: string; readonly inner?: readonly Drawn[] };

export function readText(nodes: readonly Drawn[]): string {
  return nodes.map((node) => (node.kind === 'text' ? node.text : readText(listInner(node)))).join('');
}

/** The nodes of a kind at any depth, in the order in which they are read. */
export function listNodes<Kind extends Drawn['kind']>(
  nodes: readonly Drawn[],
  kind: Kind,
): Array<Extract<Drawn, { kind: Kind }>> {
  return nodes.flatMap((node) => [
    ...(node.kind === kind ? [node as Extract<Drawn, { kind: Kind }>] : []),
    ...listNodes(listInner(node), kind),
  ]);
}

function listInner(node: Drawn): readonly Drawn[] {
  return ('inner' in node && node.inner) || [];
}

export function linksIn(nodes: readonly Drawn[]): Array<Extract<Drawn, { kind: 'link' }>> {
  return listNodes(nodes, 'link');
}

/** What is wrong with a tree of its own: what it may not hold, and what is in what it may not be in. */
export function faultsIn(nodes: readonly Drawn[], within: readonly string[] = []): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'forbidden') return [`${node.what} in ${within.join('>') || 'the text'}`];
    if (!('inner' in node) || !node.inner) return [];
    const name = node.kind === 'style' ? node.style : node.kind;
    const nested = within.includes(name) || (within.includes('link') && name !== 'code');
    return [
      ...(nested ? [`${name} inside ${within.join('>')}`] : []),
      ...faultsIn(node.inner, [...within, name]),
    ];
  });
}
