import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

/** Imports of a file: packages as written, files as paths from the root. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const statement = /^(?:import|export)\b[^;]*?\bfrom\s*'([^']+)'|^import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm;
  const found = [...text.matchAll(statement)].map((match) => (match[1] ?? match[2] ?? match[3])!);
  return found.map((name) => (name.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), name)) : name));
}

const isPackage = (name: string): boolean => !name.startsWith('src/') && !name.startsWith('dist/');
const packageName = (name: string): string => (name.startsWith('node:') ? 'node:*' : name);
const room = (file: string): string => file.split('/').slice(0, 2).join('/');
const feature = (file: string): string | undefined => /^src\/features\/([^/]+)\//.exec(file)?.[1];

/** Who may import what (design, section 3), and why. */
const RULES: { room: RegExp; may: (imported: string, file: string) => boolean; reason: string }[] = [
  {
    room: /^src\/engine\//,
    may: (imported) => imported.startsWith('src/engine/'),
    reason: 'the engine is pure: it must give the same bytes in Node, in a Worker and in a visitor’s browser',
  },
  {
    room: /^src\/measure\//,
    may: (imported) => imported.startsWith('src/measure/'),
    reason: 'measurement is pure: anyone must be able to re-compute it',
  },
  {
    room: /^src\/content\//,
    may: (imported) =>
      /^src\/(engine|measure|content)\//.test(imported) ||
      /^(zod|yaml|handlebars(\/runtime)?|@noble\/hashes\/.*|canonicalize)$/.test(imported) ||
      packageName(imported) === 'node:*',
    reason: 'content reads and checks law; it must not know who serves or stores it',
  },
  {
    room: /^src\/db\//,
    may: (imported) => /^(kysely(\/migration)?|src\/db\/.*)$/.test(imported),
    reason: 'the database layer knows tables and transactions, not who uses them or which driver carries them',
  },
  {
    room: /^src\/features\//,
    may: (imported, file) => {
      if (isPackage(imported)) return packageName(imported) !== 'node:*' && !imported.startsWith('@cloudflare/');
      const other = feature(imported);
      if (other && other !== feature(file)) return /\/index\.tsx?$/.test(imported);
      return /^src\/(engine|measure|content|app|db|web|features)\//.test(imported);
    },
    reason: 'a feature is used through its index.ts, and runs on every runtime',
  },
  {
    room: /^src\/app\//,
    may: (imported) =>
      isPackage(imported)
        ? packageName(imported) !== 'node:*' && !imported.startsWith('@cloudflare/')
        : /^src\/(app|db|engine|measure|content|web)\//.test(imported) ||
          /^src\/features\/[^/]+\/index\.tsx?$/.test(imported),
    reason: 'the app wires features together; it knows neither their insides nor the runtime',
  },
  {
    room: /^src\/adapters\/node\//,
    may: (imported) => !imported.startsWith('@cloudflare/') && !imported.startsWith('src/adapters/workers/'),
    reason: 'each adapter knows one runtime',
  },
  {
    room: /^src\/adapters\/workers\//,
    may: (imported) => packageName(imported) !== 'node:*' && !imported.startsWith('src/adapters/node/'),
    reason: 'each adapter knows one runtime; a Worker has no file system',
  },
];

describe('import rules', () => {
  it('finds the sources', () => {
    expect(SOURCES.length).toBeGreaterThan(20);
  });

  it('every room imports only what it may', () => {
    const breaches = SOURCES.flatMap((file) =>
      RULES.filter((rule) => rule.room.test(file)).flatMap((rule) =>
        importsOf(file)
          .filter((imported) => !rule.may(imported, file))
          .map((imported) => `${file} must not import ${imported}: ${rule.reason}`),
      ),
    );
    expect(breaches).toEqual([]);
  });

  it('only adapters, the content loader and the command line touch the runtime', () => {
    const allowed = /^src\/(adapters|content|cli)\//;
    const pattern = /\b(Date\.now\(|new Date\(\)|Math\.random\(|crypto\.randomUUID\(|process\.(env|argv|exit))/;
    const breaches = SOURCES.filter((file) => !allowed.test(file)).flatMap((file) => {
      const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
      return lines.flatMap((text, index) =>
        pattern.test(text) && !text.trim().startsWith('*') && !text.trim().startsWith('//')
          ? [`${file}:${index + 1} asks the runtime for ${pattern.exec(text)![1]}: take it from ctx instead`]
          : [],
      );
    });
    expect(breaches).toEqual([]);
  });

  it('a broken rule is noticed', () => {
    const [rule] = RULES;
    expect(rule!.may('node:fs', 'src/engine/x.ts')).toBe(false);
    expect(rule!.may('zod', 'src/engine/x.ts')).toBe(false);
    expect(RULES[4]!.may('src/features/law/store.ts', 'src/features/assessments/routes.ts')).toBe(false);
    expect(room('src/engine/x.ts')).toBe('src/engine');
  });
});
