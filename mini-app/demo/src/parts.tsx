import { explain, StarkeeperError } from "@starkeeper/mini-app";
import type { ReactNode } from "react";
import { useSpeech } from "./ui.ts";

export function Section({ title, children, testId }: { title: string; children: ReactNode; testId?: string }) {
  return (
    <section aria-label={title} data-testid={testId}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** Where something will be. */
export function Skeleton({ rows }: { rows: number }) {
  const { words } = useSpeech();
  return (
    <div className="card" aria-busy="true">
      <p className="unseen">{words.loading}</p>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="row bone" aria-hidden="true">
          <span className="kind" />
          <span className="lines">
            <i />
            <i />
          </span>
        </div>
      ))}
    </div>
  );
}

export function Failure({ error, retry }: { error: Error; retry: () => void }) {
  const { words, language } = useSpeech();
  return (
    <div className="card failure" role="alert">
      <p>{explain(error instanceof StarkeeperError ? error.code : "internal_error", language)}</p>
      <button type="button" className="plain" onClick={retry}>
        {words.retry}
      </button>
    </div>
  );
}
