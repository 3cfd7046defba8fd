// How records of training are written into the database: JSON that keeps typed arrays and numbers that are not finite. Used by its
// stores only.

import { codec } from '../../../contracts/codec.ts';

export const toText = (value: unknown): string => JSON.stringify(codec.serialize(value));
export const fromText = <T>(text: string): T => codec.deserialize(JSON.parse(text)) as T;
