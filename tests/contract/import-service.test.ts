// The import service as the page uses it: uploads, jobs and their body.
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportResult, ImportService } from '../../src/contracts/imports.ts';
import type { Job, JobContext } from '../../src/contracts/jobs.ts';
import { createImportService, importBody } from '../../src/services/imports/index.ts';
import {
  closeDesksAfterEach,
  type Desk,
  failureOf,
  makeBars,
  NOW,
  openDesk,
  toCsv,
} from './import-harness.ts';

const csv = toCsv(makeBars(['2024-03-28'], '5m'));
const context: JobContext = {
  jobId: 'job',
  progress: () => {},
  log: () => {},
  signal: new AbortController().signal,
};

function serviceOf(desk: Desk, now = () => NOW) {
  const queued: { kind: string; title: string; payload: unknown }[] = [];
  const jobs = {
    enqueue: (kind: string, title: string, payload: unknown) => {
      queued.push({ kind, title, payload });
      return Promise.resolve({ id: 'job' } as Job);
    },
  };
  return { service: createImportService({ db: desk.db, jobs, dataFolder: desk.folder, now }), queued };
}

async function upload(service: ImportService, name: string, content: string, chunk = 1000): Promise<string> {
  const bytes = Buffer.from(content);
  const { uploadId } = await service.beginUpload(name, bytes.length);
  for (let offset = 0; offset < bytes.length; offset += chunk) {
    const { received } = await service.appendUpload(uploadId, offset, bytes.subarray(offset, offset + chunk));
    expect(received).toBe(Math.min(offset + chunk, bytes.length));
  }
  return (await service.finishUpload(uploadId)).path;
}

describe('names typed by the user', () => {
  closeDesksAfterEach();

  it('are looked up: a folder becomes its candle files, a wrong name comes back with the reason', async () => {
    const desk = await openDesk();
    const { service } = serviceOf(desk);
    const own = desk.file('NSE_TCS_5minute.csv', csv);
    const found = await service.findFiles([dirname(own), join(desk.folder, 'nowhere')]);
    expect(found.files).toContainEqual({ path: own, bytes: Buffer.byteLength(csv) });
    expect(found.missing).toHaveLength(1);
    expect(found.missing[0]!.problems[0]!.message).toContain('no such file or folder');
  });
});

describe('uploads', () => {
  closeDesksAfterEach();

  it('arrive whole, privately, under their own name, and go when imported', async () => {
    const desk = await openDesk();
    const { service } = serviceOf(desk);
    const path = await upload(service, 'NSE_M&M_5minute.csv', csv);
    expect(path.startsWith(join(desk.folder, 'uploads'))).toBe(true);
    expect(path.endsWith('NSE_M&M_5minute.csv')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(csv);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect((await service.preview(path)).plan.instrumentId).toBe('NSE:M&M');
    const result = await desk.import([path]);
    expect(result.files[0]!.instrument).toBe('NSE:M&M');
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('stay when refused, so that the plan can be corrected, and when the file is the user’s own', async () => {
    const desk = await openDesk();
    const { service } = serviceOf(desk);
    const path = await upload(service, 'data.csv', csv);
    await failureOf(desk.import([path]));
    expect(existsSync(path)).toBe(true);
    const own = desk.file('NSE_TCS_5minute.csv', csv);
    await desk.import([own]);
    expect(existsSync(own)).toBe(true);
  });

  it.each([
    '../../etc/passwd.csv',
    '..\\..\\boot.ini.csv',
    '/absolute.csv',
    '....csv',
    'con.csv',
    'a\u0000b\n.csv',
    `${'x'.repeat(300)}.csv`,
    '.',
    '..',
    '/',
  ])('never leave their folder: %j', async (name) => {
    const desk = await openDesk();
    const path = await upload(serviceOf(desk).service, name, csv);
    const inside = resolve(path)
      .slice(join(desk.folder, 'uploads').length + 1)
      .split('/');
    expect(inside).toHaveLength(2);
    expect(inside[1]).not.toMatch(/^\.|[<>:"|?*\\]/);
    expect([...inside[1]!].every((letter) => letter >= ' ')).toBe(true);
    expect(inside[1]!.length).toBeLessThanOrEqual(130);
    expect(readdirSync(desk.folder).filter((entry) => !entry.startsWith('anchordesk.db'))).toEqual([
      'uploads',
    ]);
  });

  it('refuse gaps, repeats, too many bytes and an early end, keeping what arrived', async () => {
    const desk = await openDesk();
    const { service } = serviceOf(desk);
    const { uploadId } = await service.beginUpload('a.csv', 10);
    await service.appendUpload(uploadId, 0, Buffer.from('12345'));
    expect(await failureOf(service.appendUpload(uploadId, 0, Buffer.from('12345')))).toMatchObject({
      code: 'CONFLICT',
      details: { received: 5 },
    });
    expect(await failureOf(service.appendUpload(uploadId, 7, Buffer.from('89')))).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await failureOf(service.appendUpload(uploadId, 5, Buffer.from('678901')))).toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(await failureOf(service.finishUpload(uploadId))).toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('5 of 10'),
    });
    await service.appendUpload(uploadId, 5, Buffer.from('67890'));
    const { path } = await service.finishUpload(uploadId);
    expect(readFileSync(path, 'utf8')).toBe('1234567890');
    expect(await failureOf(service.finishUpload(uploadId))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await failureOf(service.beginUpload('a.csv', 0))).toMatchObject({ code: 'BAD_DATA' });
  });

  it('are cleared when they were left for more than a day', async () => {
    const desk = await openDesk();
    const { service } = serviceOf(desk);
    const old = await upload(service, 'old.csv', csv);
    const yesterday = NOW / 1000 - 25 * 3600;
    utimesSync(dirname(old), yesterday, yesterday);
    const { service: later } = serviceOf(desk);
    const fresh = await upload(later, 'fresh.csv', csv);
    expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  });
});

describe('import jobs', () => {
  closeDesksAfterEach();

  it('are queued with whole paths and a title', async () => {
    const desk = await openDesk();
    const { service, queued } = serviceOf(desk);
    await service.start({ files: [{ path: 'some/NSE_TCS_5minute.csv' }], onChanged: 'keep', dryRun: false });
    await service.start({
      files: [{ path: '/a.csv' }, { path: '/b.csv' }],
      onChanged: 'replace',
      dryRun: false,
    });
    expect(queued).toEqual([
      {
        kind: 'import',
        title: 'Import NSE_TCS_5minute.csv',
        payload: { files: [{ path: resolve('some/NSE_TCS_5minute.csv') }], onChanged: 'keep', dryRun: false },
      },
      expect.objectContaining({ title: 'Import 2 files' }),
    ]);
  });

  it('have a body that validates its payload and returns plain data', async () => {
    const desk = await openDesk();
    const dependencies = { db: desk.db, dataFolder: desk.folder, now: () => NOW };
    expect(await failureOf(importBody({ files: [] }, context, dependencies))).toMatchObject({
      code: 'BAD_REQUEST',
    });
    const payload = { files: [{ path: desk.file('NSE_TCS_5minute.csv', csv) }] };
    const result = (await importBody(payload, context, dependencies)) as ImportResult;
    expect(result).toMatchObject({
      bars: 75,
      files: [{ instrument: 'NSE:TCS', interval: '5m', sessions: 1 }],
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });
});

describe('previews that cannot be given', () => {
  closeDesksAfterEach();

  it('say why', async () => {
    const desk = await openDesk();
    const { service } = serviceOf(desk);
    expect(await failureOf(service.preview(desk.file('empty.csv', '')))).toMatchObject({ code: 'BAD_DATA' });
    expect(await failureOf(service.preview(join(desk.folder, 'absent.csv')))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await failureOf(service.preview(desk.folder))).toMatchObject({ code: 'BAD_REQUEST' });
    const path = desk.file('NSE_TCS_5minute.csv', csv);
    expect(await failureOf(service.preview(path, { timeZone: 'Mars/Olympus' }))).toMatchObject({
      code: 'BAD_PARAMETER',
    });
    expect(await failureOf(service.preview(path, { timeFormat: 'QQQ' }))).toMatchObject({
      code: 'BAD_PARAMETER',
    });
  });

  it('leave a plan to correct where the columns are not found', async () => {
    const desk = await openDesk();
    const lines = csv
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.replace('T', ' at '));
    const path = desk.file('NSE_TCS_5minute.csv', lines.join('\n'));
    const preview = await serviceOf(desk).service.preview(path);
    expect(preview.problems).toEqual([expect.objectContaining({ severity: 'error' })]);
    expect(preview.sampleRows[0]).toHaveLength(6);
    expect(preview.plan.instrumentId).toBe('NSE:TCS');
  });
});
