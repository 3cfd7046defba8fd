import { describe, expect, it } from 'vitest';
import { defaultLabel } from '../../../../../engines/labels/check.ts';
import { LABEL_KINDS } from '../../../../../engines/labels/spec.ts';
import {
  draftsOf,
  labelArguments,
  labelFormModel,
  labelFromRequest,
  labelFromText,
  labelText,
  sameLabel,
} from './label-form-model.ts';

const names = (drafts: Record<string, string>) =>
  labelFormModel('triple-barrier', drafts)
    .groups.flatMap((group) => group.fields)
    .map((field) => field.parameter.name);

describe('label form', () => {
  it('starts as the default label of every kind', () => {
    for (const kind of LABEL_KINDS) {
      const model = labelFormModel(kind, {});
      expect(model.spec).toEqual(defaultLabel(kind));
      expect(model).toMatchObject({ problems: [], changed: 0 });
    }
  });

  it('shows only the fields that apply, and keeps what was typed under another choice', () => {
    expect(names({})).toContain('target.fraction');
    expect(names({})).not.toContain('target.period');
    const drafts = { 'target.fraction': '1.5', 'target.by': 'atr', 'target.multiple': '3' };
    expect(names(drafts)).toContain('target.period');
    expect(names(drafts)).not.toContain('target.fraction');
    expect(labelFormModel('triple-barrier', drafts).spec).toMatchObject({
      target: { by: 'atr', multiple: 3, period: 14 },
    });
    expect(labelFormModel('triple-barrier', { ...drafts, 'target.by': 'fixed' }).spec).toMatchObject({
      target: { by: 'fixed', fraction: 0.015 },
    });
  });

  it('makes no label while a field is out of range, and names the field', () => {
    const model = labelFormModel('triple-barrier', { 'horizon.length': '0' });
    expect(model.spec).toBeNull();
    expect(model.problems).toEqual([expect.stringMatching(/^Window length: Allowed: 1 – /)]);
    // The same text does no harm where the field does not apply.
    expect(labelFormModel('triple-barrier', { 'target.period': '0' }).spec).not.toBeNull();
  });

  it('shows a label and gives it back', () => {
    const { spec } = labelFormModel('triple-barrier', {
      side: 'direction',
      'stop.by': 'volatility',
      'stop.floor': '0.2',
    });
    if (!spec) throw new Error('no label');
    expect(labelFormModel(spec.kind, draftsOf(spec)).spec).toEqual(spec);
    expect(labelFromText(labelText(spec))).toEqual(spec);
    expect(sameLabel(spec, labelFromRequest({ ...spec }))).toBe(true);
    expect(sameLabel(spec, defaultLabel('triple-barrier'))).toBe(false);
  });

  it('reads no label out of what is none', () => {
    expect(labelFromText('{')).toBeNull();
    expect(labelFromText('{"kind":"fortune"}')).toBeNull();
    expect(labelFromText(undefined)).toBeNull();
    expect(labelFromRequest({ kind: 'triple-barrier', side: 'up' })).toBeNull();
  });

  it('writes what differs from the defaults as arguments', () => {
    expect(labelArguments(defaultLabel('next-return'))).toEqual(['--label', 'next-return']);
    const { spec } = labelFormModel('triple-barrier', { side: 'short', 'target.fraction': '1' });
    expect(spec && labelArguments(spec)).toEqual([
      '--label',
      'triple-barrier',
      '--label-set',
      'side=short',
      '--label-set',
      'target.fraction=0.01',
    ]);
  });
});
