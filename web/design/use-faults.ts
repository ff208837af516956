/** The publish gate, run in the browser after every pause: what the server would refuse is seen before it is sent. */
import { useEffect, useMemo, useState } from 'react';
import type { JsonObject } from '#forms/json.ts';
import { publish } from '#forms/questionnaire/publish.ts';
import type { CodeLists, Edition, Fault, Parameters } from '#forms/questionnaire/questionnaire.ts';
import { pathOfPointer } from './document/patch.ts';
import { placeAt } from './document/places.ts';

export interface Gate {
  readonly questionnaire: string;
  readonly edition: number;
  readonly codeLists: CodeLists;
  readonly locales: readonly string[];
  readonly parameters: Parameters;
}
export interface PlacedFault {
  readonly fault: Fault;
  /** Key of the question or page it is at; absent when it concerns the whole. */
  readonly key: string | undefined;
}
export interface Judgement {
  readonly faults: readonly PlacedFault[];
  /** What would be published; absent while there are faults. */
  readonly edition: Edition | undefined;
}

export const judge = (
  source: JsonObject,
  { codeLists, locales, parameters, questionnaire, edition }: Gate,
): Judgement => {
  const published = publish(source, { questionnaire, edition, codeLists, locales, parameters });
  if (published.ok) return { faults: [], edition: published.value };
  return {
    faults: published.refusal.map((fault) => ({
      fault,
      key: placeAt(source, pathOfPointer(source, fault.at))?.key,
    })),
    edition: undefined,
  };
};

const pauseMs = 300;

/** The judgement on the source as it was after the last pause, and whether it is about the source as it is. */
export const useFaults = (source: JsonObject, gate: Gate): Judgement & { readonly current: boolean } => {
  const [judged, setJudged] = useState(() => ({ source, judgement: judge(source, gate) }));
  useEffect(() => {
    if (judged.source === source) return;
    const timer = setTimeout(() => setJudged({ source, judgement: judge(source, gate) }), pauseMs);
    return () => clearTimeout(timer);
  }, [source, gate, judged.source]);
  return useMemo(() => ({ ...judged.judgement, current: judged.source === source }), [judged, source]);
};
