import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Code } from '../../../finding/codes/catalogue.ts';
import { InputError } from '../../../finding/input-error.ts';
import type { PackageEntry } from './open-package.ts';
import { unpackEntry } from './unpack-entry.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What is to be done at each element of a part. Names are local ones, with the namespace beside them. */
export interface XmlReader {
  readonly open: (local: string, attributes: Attributes, namespace: string, scope: XmlScope) => void;
  readonly close?: (local: string, namespace: string) => void;
  /**
   * Takes elements that stand in a text from a place on, and gives the place behind the last that it took. It is asked
   * only between two elements, and leaves to the parser whatever is not written in the plainest way.
   */
  readonly takePlain?: (text: string, at: number) => number;
}

/** Where the reader is. */
export interface XmlScope {
  /** The namespace of a prefix, '' is the default one; undefined where it is not declared. */
  readonly namespaceOf: (prefix: string) => string | undefined;
  /** An attribute by its namespace and local name. */
  readonly attribute: (attributes: Attributes, namespace: string, local: string) => string | undefined;
  readonly line: () => number;
  /** An error about this place. */
  readonly error: (code: Code, what: string, fix?: string) => InputError;
}

type Names = ReadonlyMap<string, string>;
/** Namespaces are resolved here: saxes would do it for each of a million triangles. */
type PlainNames = { readonly position: true; readonly xmlns: false };

/** Reads an XML part of a package. Throws InputError with part and line: not well-formed, DTD, not UTF-8. */
export function readXml(entry: PackageEntry, file: string, reader: XmlReader): void {
  const parser = new SaxesParser<PlainNames>({ position: true, xmlns: false });
  const scope = scopeOf(parser, file, entry.name);
  parser.on('error', (error) => {
    throw scope.error('3mf-xml', error.message.replace(/^(?:[^:]*:)?\d+:\d+:\s*/, '').replace(/\.?$/, '.'));
  });
  parser.on('doctype', () => {
    throw scope.error(
      '3mf-dtd',
      'It carries a document type (DOCTYPE), which 3MF forbids because it can hide anything.',
    );
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding))
      throw scope.error('3mf-encoding', `It is written in ${encoding}; 3MF is UTF-8.`);
  });
  // Whether the parser stands between two elements: the last of what it was given ended a tag.
  let between = false;
  parser.on('opentag', (tag) => {
    scope.enter(tag, reader.open);
    between = true;
  });
  parser.on('closetag', ({ name }) => {
    scope.leave(name, reader.close);
    between = true;
  });
  const { takePlain } = reader;
  const feed = (text: string): void => {
    if (takePlain === undefined) {
      parser.write(text);
      return;
    }
    for (let at = 0; at < text.length; ) {
      if (between) {
        const next = takePlain(text, at);
        scope.skip(text, at, next);
        at = next;
      }
      const end = text.indexOf('>', at) + 1;
      between = false;
      parser.write(text.slice(at, end === 0 ? text.length : end));
      at = end === 0 ? text.length : end;
    }
  };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let isFirst = true;
  const decode = (piece?: Uint8Array) => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw scope.error('3mf-encoding', 'It holds bytes that are no UTF-8.');
    }
  };
  unpackEntry(entry, file, (piece) => {
    if (isFirst && piece.length > 1 && (piece[0] === 0 || piece[1] === 0 || piece[0] >= 0xfe)) {
      throw scope.error('3mf-encoding', 'It is written in UTF-16; 3MF is UTF-8.');
    }
    isFirst = false;
    feed(decode(piece));
  });
  feed(decode());
  parser.close();
}

interface OpenScope extends XmlScope {
  /** Counts the lines of a text that the parser does not see. */
  readonly skip: (text: string, from: number, to: number) => void;
  readonly enter: (tag: SaxesTagPlain, open: XmlReader['open']) => void;
  readonly leave: (name: string, close: XmlReader['close']) => void;
}

function scopeOf(parser: SaxesParser<PlainNames>, file: string, part: string): OpenScope {
  // Namespaces in force by depth; most elements share those of their parent.
  const stack: Names[] = [new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])];
  let names = stack[0];
  let skipped = 0;
  const namespaceOf = (prefix: string) => names.get(prefix);
  const error: XmlScope['error'] = (
    code,
    what,
    fix = 'Export the model again, or report it to the maker of that program.',
  ) =>
    new InputError(code, `${file}: ${part}, line ${parser.line + skipped}: ${what}`, {
      where: { file, line: parser.line + skipped },
      fix,
    });
  const split = (name: string): [namespace: string, local: string] => {
    const colon = name.indexOf(':');
    if (colon < 0) return [names.get('') ?? '', name];
    const namespace = names.get(name.slice(0, colon));
    if (namespace === undefined) throw error('3mf-xml', `The prefix of ${name} is not declared.`);
    return [namespace, name.slice(colon + 1)];
  };
  const scope: OpenScope = {
    namespaceOf,
    error,
    line: () => parser.line + skipped,
    skip: (text, from, to) => {
      for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) skipped++;
    },
    attribute: (attributes, namespace, local) => {
      for (const name in attributes) {
        const colon = name.indexOf(':');
        if (colon > 0 && name.slice(colon + 1) === local && names.get(name.slice(0, colon)) === namespace)
          return attributes[name];
      }
      return undefined;
    },
    enter: ({ name, attributes }, open) => {
      // No one declares a namespace on each of a million triangles.
      const isSmall = name === 'vertex' || name === 'triangle';
      if (!isSmall) names = declared(attributes, names);
      stack.push(names);
      const [namespace, local] = split(name);
      if (!isSmall) checkPrefixes(attributes, names, error);
      open(local, attributes, namespace, scope);
    },
    leave: (name, close) => {
      if (close !== undefined) {
        const [namespace, local] = split(name);
        close(local, namespace);
      }
      stack.pop();
      names = stack[stack.length - 1];
    },
  };
  return scope;
}

function declared(attributes: Attributes, outer: Names): Names {
  let names: Map<string, string> | null = null;
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue;
    if (name.length > 5 && name[5] !== ':') continue;
    names ??= new Map(outer);
    names.set(name.slice(6), attributes[name]);
  }
  return names ?? outer;
}

function checkPrefixes(attributes: Attributes, names: Names, error: XmlScope['error']): void {
  for (const name in attributes) {
    const colon = name.indexOf(':');
    if (colon < 0 || name.startsWith('xmlns:')) continue;
    if (!names.has(name.slice(0, colon)))
      throw error('3mf-xml', `The prefix of the attribute ${name} is not declared.`);
    if (name === 'xml:space') throw error('3mf-xml', 'It uses xml:space, which 3MF forbids.');
  }
}
