const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };
const decoded = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (name) => entities[name]!);

export interface ReadMail {
  /** Names of all elements. */
  tags: Set<string>;
  items: string[];
  headings: string[];
  links: string[];
  text: string;
}

/** What a reader of a mail sees. Throws where an element is not closed in order: nothing that was typed may become an element. */
export function parseHTML(html: string): ReadMail {
  const read: ReadMail = { tags: new Set(), items: [], headings: [], links: [], text: '' };
  const open: { name: string; text: string }[] = [];
  for (const [token, close, name, attributes] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z]+="[^"]*")*)>|[^<]+/g)) {
    if (name === undefined) {
      const text = decoded(token);
      read.text += text;
      for (const one of open) one.text += text;
    } else if (close === '') {
      read.tags.add(name);
      open.push({ name, text: '' });
      const href = /href="([^"]*)"/.exec(attributes ?? '')?.[1];
      if (href) read.links.push(decoded(href));
    } else {
      const ended = open.pop();
      if (ended?.name !== name) throw new Error(`</${name}> where <${ended?.name}> is open`);
      if (name === 'li') read.items.push(ended.text);
      if (name === 'b') read.headings.push(ended.text);
    }
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)!.name}> is not closed`);
  return read;
}
