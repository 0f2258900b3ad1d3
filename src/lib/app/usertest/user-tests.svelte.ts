import {
  axisFor,
  compareReports,
  measures,
  reportsCsv,
  type Answers,
  type Measure,
  type TaskFile,
  type UserTask,
  type UserTestDocument,
  type UserTestReport,
} from '../../telemetry';
import type { SessionRecording } from './record-session';
import type { Comparison, RefusedFile, UserTestProblem, UserTests, UserTestStage } from './user-test-model';

/** What a text turned out to be, as far as that could be told. */
type ReadDocument =
  | Exclude<UserTestDocument, { readonly kind: 'fault' }>
  | { readonly kind: 'fault'; readonly fault: UserTestProblem };

/** What user tests need of the page. */
export interface UserTestsPage {
  /** Address of a file of tasks, as the page's own address names it; absent when it names none. */
  readonly address: string | undefined;
  /** Where that is; `undefined` when nothing can be read there. */
  readonly urlOf: (address: string) => URL | undefined;
  /** Whether it may be read only after a click. */
  readonly mustAsk: (url: URL) => boolean;
  readonly fetch: (url: URL) => Promise<string | UserTestProblem>;
  /** Tells what a text is. Never rejects for one that is neither tasks nor a report. */
  readonly read: (text: string) => Promise<ReadDocument>;
  /** Whether what a task is to open can be read as a link. */
  readonly canOpen: (start: string) => Promise<boolean>;
  /** Resolves when it is open, or has failed and said so. */
  readonly open: (start: string) => Promise<void>;
  /** Loads the recorder, and begins to record. */
  readonly record: (
    tasks: TaskFile,
    onEnd: (outcome: 'met' | 'timed-out') => void,
  ) => Promise<SessionRecording>;
  readonly download: (file: Blob, name: string) => void;
  /** Lets the browser ask before it leaves the page, until what it returns is called. */
  readonly guard: () => () => void;
  /** The text of a file, and no more of it than one may have. */
  readonly textOf: (file: File) => Promise<string>;
  /** There is nothing to show any more. */
  readonly onClose: () => void;
}

/** Leads through user tests. See {@link UserTests}. */
export class AppUserTests implements UserTests {
  stage = $state.raw<UserTestStage>({ kind: 'none' });
  reports = $state.raw<readonly UserTestReport[]>([]);
  refused = $state.raw<readonly RefusedFile[]>([]);
  readonly measures = measures;
  readonly #page: UserTestsPage;
  #address: string | undefined;
  #recording: SessionRecording | undefined;
  /** The stage that a recorder is loaded for. */
  #accepted: UserTestStage | undefined;
  /** What is read for a stage is left where this has changed meanwhile: another took its place, or it was closed. */
  #turn = 0;
  #outcome: 'done' | 'met' | 'timed-out' = 'done';
  #unguard: (() => void) | undefined;

  constructor(page: UserTestsPage) {
    this.#page = page;
    this.#address = page.address;
  }

  async openAddress(): Promise<void> {
    const address = this.#address;
    this.#address = undefined;
    if (address === undefined) return;
    const url = this.#page.urlOf(address);
    if (!url) return this.#refuse({ kind: 'address' });
    if (!this.#page.mustAsk(url)) return this.#fetch(url);
    this.#address = address;
    this.stage = { kind: 'ask', host: url.host };
  }

  async openAnyway(): Promise<void> {
    const url = this.#address === undefined ? undefined : this.#page.urlOf(this.#address);
    this.#address = undefined;
    if (url) await this.#fetch(url);
  }

  async addFiles(files: readonly File[]): Promise<void> {
    const turn = this.#turn;
    const read = await Promise.all(
      files.map(async (file) => ({
        name: file.name,
        found: await this.#page.read(await this.#page.textOf(file)),
      })),
    );
    if (turn !== this.#turn && this.stage.kind === 'none') return;
    const refused: RefusedFile[] = [];
    for (const { name, found } of read) {
      if (found.kind === 'report') this.#addReport(found.report);
      else if (found.kind === 'fault') refused.push({ name, problem: found.fault });
      else if (read.length > 1 || this.#isRecording)
        refused.push({ name, problem: { kind: 'one-at-a-time' } });
      else {
        if (this.stage.kind === 'review') this.#addReport(this.stage.report);
        return this.#offer(found.tasks);
      }
    }
    this.refused = refused;
    if (!this.#isRecording) this.compare();
  }

  async accept(): Promise<void> {
    const { stage } = this;
    if (stage.kind !== 'consent' || this.#accepted === stage) return;
    this.#accepted = stage;
    let recording: SessionRecording;
    try {
      recording = await this.#page.record(stage.tasks, (outcome) => this.#end(outcome));
    } finally {
      if (this.#accepted === stage) this.#accepted = undefined;
    }
    // It may have been called off meanwhile.
    if (this.stage !== stage) return recording.dispose();
    this.#turn += 1;
    this.#recording = recording;
    this.#unguard?.();
    this.#unguard = this.#page.guard();
    await this.#begin(stage.tasks, 0);
  }

  endTask(outcome: 'done' | 'skipped'): void {
    if (outcome === 'done') return this.#end('done');
    const { stage } = this;
    if (stage.kind !== 'task') return;
    this.#recording?.endTask();
    this.#recording?.keep('skipped');
    void this.#next(stage);
  }

  answer(answers: Answers): void {
    const { stage } = this;
    if (stage.kind !== 'questions') return;
    this.#recording?.keep(this.#outcome, answers);
    void this.#next(stage);
  }

  stop(): void {
    const { stage } = this;
    if (stage.kind === 'task') this.#recording?.endTask();
    this.#recording?.keep(stage.kind === 'task' ? 'stopped' : this.#outcome);
    this.#review();
  }

  discard(): void {
    this.#recording?.dispose();
    this.#recording = undefined;
    this.#unguard?.();
    this.refused = [];
    const isBeside = this.stage.kind !== 'compare' && this.reports.length > 0;
    this.#turn += 1;
    this.stage = { kind: isBeside ? 'compare' : 'none' };
    if (isBeside) return;
    this.reports = [];
    this.#page.onClose();
  }

  text(format: 'json' | 'csv'): string {
    const reports = this.#shown;
    if (format === 'csv') return reportsCsv(reports);
    return `${JSON.stringify(reports.length === 1 ? reports[0] : reports, undefined, 2)}\n`;
  }

  save(format: 'json' | 'csv'): void {
    const type = format === 'csv' ? 'text/csv' : 'application/json';
    const [first, ...others] = this.#shown;
    if (!first) return;
    const name = others.length > 0 ? `${first.test}-reports` : `${first.test}-${first.id}`;
    this.#page.download(new Blob([this.text(format)], { type }), `${name}.${format}`);
    const { stage } = this;
    if (stage.kind !== 'review') return;
    this.#unguard?.();
    this.stage = { ...stage, isSaved: true };
  }

  compare(): void {
    if (this.#isRecording) return;
    if (this.stage.kind === 'review') this.#addReport(this.stage.report);
    this.#unguard?.();
    this.#turn += 1;
    this.stage = { kind: 'compare' };
  }

  removeReport(id: string): void {
    this.reports = this.reports.filter((report) => report.id !== id);
  }

  comparison(test: string, measure: Measure): Comparison {
    const rows = compareReports(
      this.reports.filter((report) => report.test === test),
      measure,
    );
    return { rows, axis: axisFor(rows, measure) };
  }

  get #isRecording(): boolean {
    return this.#recording !== undefined;
  }

  /** What is saved: the report that is reviewed, or all that are compared. */
  get #shown(): readonly UserTestReport[] {
    return this.stage.kind === 'review' ? [this.stage.report] : this.reports;
  }

  async #fetch(url: URL): Promise<void> {
    const turn = ++this.#turn;
    this.stage = { kind: 'reading' };
    const text = await this.#page.fetch(url);
    if (turn !== this.#turn) return;
    if (typeof text !== 'string') return this.#refuse(text);
    const found = await this.#page.read(text);
    if (turn !== this.#turn) return;
    if (found.kind === 'fault') return this.#refuse(found.fault);
    if (found.kind === 'tasks') return this.#offer(found.tasks);
    this.#addReport(found.report);
    this.compare();
  }

  async #offer(tasks: TaskFile): Promise<void> {
    const turn = ++this.#turn;
    for (const { id, start } of tasks.tasks) {
      const isRight = start === undefined || (await this.#page.canOpen(start));
      if (turn !== this.#turn) return;
      if (!isRight) return this.#refuse({ kind: 'start', task: id });
    }
    this.stage = { kind: 'consent', tasks };
  }

  #refuse(problem: UserTestProblem): void {
    this.stage = { kind: 'problem', problem };
  }

  #addReport(report: UserTestReport): void {
    this.reports = [...this.reports.filter(({ id }) => id !== report.id), report];
  }

  async #begin(tasks: TaskFile, at: number): Promise<void> {
    const [task, recording] = [tasks.tasks[at], this.#recording];
    if (!task || !recording) return;
    this.stage = { kind: 'task', tasks, task, at };
    recording.begin(task, task.start !== undefined);
    if (task.start === undefined) return;
    await this.#page.open(task.start);
    recording.opened(task);
  }

  #end(outcome: 'done' | 'met' | 'timed-out'): void {
    const { stage } = this;
    if (stage.kind !== 'task') return;
    this.#outcome = outcome;
    this.#recording?.endTask();
    if (hasQuestions(stage.task)) this.stage = { ...stage, kind: 'questions' };
    else {
      this.#recording?.keep(outcome);
      void this.#next(stage);
    }
  }

  async #next({ tasks, at }: { readonly tasks: TaskFile; readonly at: number }): Promise<void> {
    if (at + 1 < tasks.tasks.length) await this.#begin(tasks, at + 1);
    else this.#review();
  }

  #review(): void {
    const recording = this.#recording;
    if (!recording) return;
    const report = recording.report();
    recording.dispose();
    this.#recording = undefined;
    this.stage = { kind: 'review', report, isSaved: false };
  }
}

function hasQuestions({ rating, question }: UserTask): boolean {
  return rating !== false || question !== false;
}
