/** @module Bundles: written, and read without trusting whoever wrote them. */
export { type BundleInput, buildBundle, type InclusionFile, type LogExtract } from './build-bundle.ts';
export { fileHash, jsonBytes, listFiles, MANIFEST_TYPE, Manifest, placesFile, UNLISTED } from './manifest.ts';
export { isSafePath, PATHS, QUESTIONNAIRES, questionnairePath, REPORTS } from './paths.ts';
export { fieldsOf, firstChange, firstDifference, leavesOf, partsOf } from './places.ts';
export { readZip, ZIP_LIMITS, ZipError, type ZipFault } from './read-zip.ts';
export { type BundleFile, writeZip } from './write-zip.ts';
