/** @module Names of files: what somebody sent, made safe to show, to store and to send back. */

/** Longest name kept, in characters, with its extension. */
const NAME_MAX = 150;
const NO_NAME = 'minh-chung';

/** Names that Windows keeps for devices. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The last part of a path, without characters that are invisible, turn the direction of writing or mean something to a
 * file system, ending in the extension of what the file is: `bill<RLO>fdp.exe` must not look like a PDF and run.
 * @param extensions of the type of the content; the first is added where the name has none of them
 */
export function cleanFilename(raw: string, extensions: readonly string[]): string {
  const last = raw.normalize('NFC').split(/[/\\]/).at(-1)!;
  const plain = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  const extension = extensions.find((ending) => plain.toLowerCase().endsWith(`.${ending}`));
  const stem = extension === undefined ? plain : plain.slice(0, -extension.length - 1);
  const named = stem === '' ? NO_NAME : DEVICE.test(`${stem}.`) ? `_${stem}` : stem;
  const ending = `.${extension ?? extensions[0]!}`;
  return `${[...named].slice(0, NAME_MAX - ending.length).join('')}${ending}`;
}

/** RFC 6266: kept as a file, never shown in the page; with a plain name for old readers. */
export function attachmentOf(filename: string): string {
  const ascii = filename
    .replaceAll(/[đĐ]/g, 'd')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9 ._-]/g, '_');
  const encoded = encodeURIComponent(filename).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
