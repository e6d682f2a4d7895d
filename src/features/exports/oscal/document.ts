/** @module The part of OSCAL 1.2.1 (assessment results and plan) that we write. Field names are those of the standard. */

export interface Property {
  name: string;
  ns: string;
  value: string;
}

export interface Link {
  href: string;
  rel?: string;
  text?: string;
}

export interface Origin {
  actors: { type: 'assessment-platform' | 'party'; 'actor-uuid': string; 'role-id'?: string }[];
}

export interface Observation {
  uuid: string;
  title: string;
  description: string;
  props: Property[];
  links?: Link[];
  methods: ('EXAMINE' | 'INTERVIEW' | 'TEST')[];
  types: string[];
  origins: Origin[];
  subjects: { 'subject-uuid': string; type: 'component'; title: string }[];
  'relevant-evidence'?: { href?: string; description: string; props?: Property[] }[];
  collected: string;
  expires?: string;
  remarks?: string;
}

export interface Risk {
  uuid: string;
  title: string;
  description: string;
  statement: string;
  props: Property[];
  links?: Link[];
  status: 'open' | 'remediating' | 'deviation-requested' | 'closed';
  origins: Origin[];
  characterizations: { origin: Origin; facets: { name: string; system: string; value: string }[] }[];
  deadline?: string;
  remediations?: {
    uuid: string;
    lifecycle: 'recommendation' | 'planned' | 'completed';
    title: string;
    description: string;
    props?: Property[];
    origins: Origin[];
  }[];
  'risk-log'?: { entries: { uuid: string; title: string; description: string; start: string }[] };
  'related-observations'?: { 'observation-uuid': string }[];
}

export interface Finding {
  uuid: string;
  title: string;
  description: string;
  props: Property[];
  links?: Link[];
  origins: Origin[];
  target: {
    type: 'objective-id';
    'target-id': string;
    title: string;
    status: { state: 'satisfied' | 'not-satisfied'; reason: 'pass' | 'fail' | 'other'; remarks?: string };
  };
  'related-observations'?: { 'observation-uuid': string }[];
  'related-risks'?: { 'risk-uuid': string }[];
}

export interface Part {
  name: string;
  title: string;
  prose: string;
  id?: string;
}

export interface Objective {
  'control-id': string;
  links: Link[];
  parts: Part[];
}

export interface ReviewedControls {
  description: string;
  'control-selections': { 'include-controls': { 'control-id': string }[] }[];
  'control-objective-selections': { 'include-objectives': { 'objective-id': string }[] }[];
  remarks?: string;
}

export interface AssessmentResult {
  uuid: string;
  title: string;
  description: string;
  start: string;
  end?: string;
  props: Property[];
  'local-definitions': object;
  'reviewed-controls': ReviewedControls;
  attestations?: { 'responsible-parties': { 'role-id': string; 'party-uuids': string[] }[]; parts: Part[] }[];
  observations?: Observation[];
  risks?: Risk[];
  findings?: Finding[];
}

export interface Metadata {
  title: string;
  'last-modified': string;
  version: string;
  'oscal-version': '1.2.1';
  props: Property[];
  roles: { id: string; title: string }[];
  parties?: { uuid: string; type: 'organization' | 'person'; name?: string; props: Property[]; remarks?: string }[];
  'responsible-parties'?: { 'role-id': string; 'party-uuids': string[] }[];
  remarks: string;
}

export interface Resource {
  uuid: string;
  title: string;
  description?: string;
  props?: Property[];
  rlinks?: { href: string; 'media-type'?: string; hashes?: { algorithm: 'SHA-256'; value: string }[] }[];
  base64?: { filename: string; 'media-type': string; value: string };
}

export interface OscalDocument {
  'assessment-results': {
    uuid: string;
    metadata: Metadata;
    'import-ap': { href: string; remarks: string };
    'local-definitions': { 'objectives-and-methods': Objective[] };
    results: AssessmentResult[];
    'back-matter': { resources: Resource[] };
  };
}
