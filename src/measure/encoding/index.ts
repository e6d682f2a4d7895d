/** @module The door of the decoders. */
export { BrokenText, createDecoder, type Decoder } from './decode.ts';
export { ENCODINGS, type Encoding, HEAD_BYTES, type Recognised, recognise } from './encodings.ts';
