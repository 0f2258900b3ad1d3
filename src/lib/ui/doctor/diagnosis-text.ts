import type { Diagnosis, DocumentFinding, ServerKind } from '../../app';
import { doctor as t } from '../../messages';

/** What is said of a verdict. */
export interface DiagnosisText {
  readonly title: string;
  readonly what: string;
  /** Absent where there is no more to say. */
  readonly why?: string;
  readonly todo: string;
}

type Writer = (diagnosis: Diagnosis) => DiagnosisText;

const writers: Readonly<Record<Diagnosis['verdict'], Writer>> = {
  cors: ({ host, origin }) => ({
    ...{ title: t.corsTitle({ host }), what: t.corsWhat, why: t.corsWhy({ origin }), todo: t.corsTodo },
  }),
  'cors-on-errors': ({ host }) => ({
    ...{ title: t.corsOnErrorsTitle({ host }), what: t.corsOnErrorsWhat },
    ...{ why: t.corsOnErrorsWhy, todo: t.corsOnErrorsTodo },
  }),
  'cors-header': ({ host, headers }) => ({
    ...{ title: t.corsHeaderTitle({ host }), what: t.corsHeaderWhat({ headers: headers.join(', ') }) },
    ...{ why: t.corsHeaderWhy, todo: t.corsHeaderTodo },
  }),
  forbidden: ({ host }) => ({
    ...{
      title: t.forbiddenTitle({ host }),
      what: t.forbiddenWhat,
      why: t.forbiddenWhy,
      todo: t.forbiddenTodo,
    },
  }),
  'not-found': () => ({
    ...{ title: t.notFoundTitle, what: t.notFoundWhat, why: t.notFoundWhy, todo: t.notFoundTodo },
  }),
  'sign-in': ({ host }) => ({
    ...{ title: t.signInTitle({ host }), what: t.signInWhat, why: t.signInWhy, todo: t.signInTodo },
  }),
  'mixed-content': ({ address }) => ({
    ...{ title: t.mixedContentTitle, what: t.mixedContentWhat({ address }) },
    ...{ why: t.mixedContentWhy, todo: t.mixedContentTodo },
  }),
  'no-ranges': ({ host }) => ({
    ...{ title: t.noRangesTitle({ host }), what: t.noRangesWhat, why: t.noRangesWhy, todo: t.noRangesTodo },
  }),
  'private-network': ({ host }) => ({
    ...{ title: t.privateNetworkTitle, what: t.privateNetworkWhat({ host }) },
    ...{ why: t.privateNetworkWhy, todo: t.privateNetworkTodo },
  }),
  'bad-metadata': ({ message }) => ({
    ...{ title: t.badMetadataTitle, what: t.badMetadataWhat },
    ...{ why: t.badMetadataWhy({ message }), todo: t.badMetadataTodo },
  }),
  unreachable: ({ host }) => ({
    ...{ title: t.unreachableTitle({ host }), what: t.unreachableWhat },
    ...{ why: t.unreachableWhy, todo: t.unreachableTodo },
  }),
  offline: () => ({ title: t.offlineTitle, what: t.offlineWhat, todo: t.offlineTodo }),
  busy: ({ host }) => ({ title: t.busyTitle({ host }), what: t.busyWhat, why: t.busyWhy, todo: t.busyTodo }),
  opens: () => ({ title: t.opensTitle, what: t.opensWhat, why: t.opensWhy, todo: t.opensTodo }),
};

/** Returns what to tell the user about a diagnosis. */
export function diagnosisText(diagnosis: Diagnosis): DiagnosisText {
  return writers[diagnosis.verdict](diagnosis);
}

/** Returns what was asked and what came of it, as label and fact. */
export function findingRows({ findings }: Diagnosis): [string, string][] {
  const { documents, reach, ranges, permission } = findings;
  const rows: [string, string | undefined][] = documents.map((one) => [one.path, findingText(one)]);
  rows.push(
    [t.theHost, reach && (reach === 'answers' ? t.hostAnswers : t.hostSilent)],
    [t.partOfAFile, ranges && (ranges === 'honoured' ? t.rangesHonoured : t.rangesIgnored)],
    [
      t.permission,
      permission && t.permissionState({ state: permission === 'prompt' ? 'other' : permission }),
    ],
  );
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

function findingText(finding: DocumentFinding): string {
  if (finding.outcome === 'hidden') return t.hiddenAnswer;
  if (finding.outcome === 'redirect') return t.redirects;
  const { isPage, redirectedTo } = finding;
  const status = String(finding.status);
  if (redirectedTo !== undefined) return t.answeredElsewhere({ address: redirectedTo });
  return isPage ? t.answeredPage({ status }) : status;
}

/** Names that are the same in every language. */
const names: Readonly<Record<ServerKind, string>> = {
  ...{ s3: 'S3', gcs: 'GCS', nginx: 'nginx', apache: 'Apache', caddy: 'Caddy' },
};

export const serverName = (server: ServerKind): string => names[server];
