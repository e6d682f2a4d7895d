/** Types of what `npm run build:content` writes below dist/content. */

declare module '*/dist/content/content.js' {
  const built: {
    content: import('../../engine/index.ts').Content;
    coverage: import('../../content/coverage.ts').Coverage;
    examples: { id: string; data: Record<string, unknown>; asOf: string }[];
  };
  export default built;
}

declare module '*/dist/content/occupations.js' {
  const occupations: import('../../measure/workforce/index.ts').OccupationData;
  export default occupations;
}

declare module '*/dist/content/templates.js' {
  export const templates: import('../../features/reports/index.ts').Templates;
}

declare module '*/dist/content/report-assets.js' {
  const assets: import('../../features/reports/index.ts').ReportAssets;
  export default assets;
}

declare module '*/dist/content/verify-script.js' {
  const script: string;
  export default script;
}
