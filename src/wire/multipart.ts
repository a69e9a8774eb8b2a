import { randomBytes } from 'node:crypto';

/** A file of a form. Its size is told before its bytes are read. */
export interface FormFile {
  field: string;
  filename: string;
  /** Media type without parameters. */
  type: string;
  size: number;
  /** Read once, and left as soon as nobody wants more. Each piece is given away: nobody may look at it once the next is asked for. */
  bytes: AsyncIterable<Uint8Array>;
}

/** A `multipart/form-data` body that is made while it is sent. */
export interface Multipart {
  /** For `Content-Type`. */
  type: string;
  /** For `Content-Length`: servers and proxies refuse bodies of unknown length, or keep all of them before they pass them on. */
  length: number;
  bytes: AsyncIterable<Uint8Array>;
  /** The words in it: what a refusal may quote, and no log may hold. */
  told: readonly string[];
}

/** Fields and files, in this order, as browsers encode them. */
export function multipart(
  fields: readonly (readonly [name: string, value: string])[],
  files: readonly FormFile[],
): Multipart {
  const boundary = `----form-${randomBytes(18).toString('base64url')}`;
  const heads = [
    ...fields.map(([name, value]) => ({
      head: `Content-Disposition: form-data; name="${inQuotes(name)}"\r\n\r\n${value.replace(/\r?\n|\r/g, '\r\n')}`,
      file: null,
    })),
    ...files.map((file) => ({
      head:
        `Content-Disposition: form-data; name="${inQuotes(file.field)}"; filename="${inQuotes(file.filename)}"\r\n` +
        `Content-Type: ${file.type}\r\n\r\n`,
      file,
    })),
  ].map(({ head, file }) => ({ head: Buffer.from(`--${boundary}\r\n${head}`), file }));
  const end = Buffer.from(`--${boundary}--\r\n`);
  const length = heads.reduce((sum, { head, file }) => sum + head.length + (file?.size ?? 0) + 2, end.length);

  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const { head, file } of heads) {
      yield head;
      if (file) yield* exactly(file);
      yield Buffer.from('\r\n');
    }
    yield end;
  }
  const told = [...fields.map(([, value]) => value), ...files.map(({ filename }) => filename)];
  return { type: `multipart/form-data; boundary=${boundary}`, length, bytes: bytes(), told };
}

/** @throws Error where there are more or fewer bytes than were told: the body would be cut, or end in the middle of another. */
async function* exactly({ bytes, size }: FormFile): AsyncGenerator<Uint8Array> {
  let left = size;
  for await (const some of bytes) {
    left -= some.length;
    if (left < 0) break;
    yield some;
  }
  if (left !== 0) throw new Error(`a file was told to have ${size} bytes, and has ${left < 0 ? 'more' : 'fewer'}`);
}

const inQuotes = (text: string): string =>
  text.replace(/[\r\n"]/g, (sign) => ({ '\r': '%0D', '\n': '%0A', '"': '%22' })[sign] ?? sign);
