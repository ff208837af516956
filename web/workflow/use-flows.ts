/** What the pages of workflows fetch. Workflows never change while a campaign runs. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { UnitFlowsReply } from '#forms/wire/workflows.ts';
import type { Workflow } from '#forms/workflows/workflow.ts';
import { call } from '../api.ts';

export interface UnitPlace {
  readonly campaign: string;
  readonly village: string;
  readonly unit: string;
}

export const useWorkflows = (campaign: string): ReadonlyMap<string, Workflow> => {
  const { data } = useQuery({
    queryKey: ['workflows', campaign],
    queryFn: ({ signal }) => call('workflows', { params: { campaign }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => new Map((data?.workflows ?? []).map((workflow) => [workflow.id, workflow])), [data]);
};

const keyOf = ({ campaign, village, unit }: UnitPlace) => ['unit-flows', campaign, village, unit];

export const useUnitFlows = (place: UnitPlace) =>
  useQuery({
    queryKey: keyOf(place),
    queryFn: ({ signal }) =>
      call('unitFlows', {
        params: { campaign: place.campaign, area: place.village, unit: place.unit },
        signal,
      }),
    retry: false,
  });

/** `id` is made once for a press of a button: sending again is harmless. */
export interface MoveWanted {
  readonly id: string;
  readonly workflow: string;
  readonly revision: number;
  readonly to: string;
  readonly note?: string;
  readonly on?: string;
  readonly file?: string;
}
export type Wanted = MoveWanted | { readonly id: string; readonly start: string; readonly note?: string };

/** Sends a unit in, or does a step; the list beside is read again. */
export const useAct = (place: UnitPlace) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Wanted): Promise<UnitFlowsReply> => {
      const params = { campaign: place.campaign, area: place.village, unit: place.unit };
      if ('start' in wanted) {
        const { start: workflow, ...more } = wanted;
        return call('startFlow', { params, body: { workflow, ...more } });
      }
      const { workflow, ...more } = wanted;
      return call('moveFlow', { params: { ...params, workflow }, body: more });
    },
    onSuccess: (reply) => client.setQueryData(keyOf(place), reply),
    onSettled: () => client.invalidateQueries({ queryKey: ['flows', place.campaign] }),
  });
};
