/**
 * Who does the pieces of a seal: threads of their own on one machine, so that every processor works and the server goes on
 * answering. Without hands everything is done here, one village after the other.
 */
import type { Result } from '#forms/result.ts';
import type { SealFailure } from '#forms/seal/report.ts';
import type { SealFault, VillageSummary } from '../../store/seals.ts';

export interface VillageOfSeal {
  readonly campaign: string;
  readonly seal: string;
  readonly village: string;
}

/** Each piece may be done twice and comes to the same (S5). */
export interface SealHands {
  readonly atOnce: number;
  sealVillage(piece: VillageOfSeal): Promise<Result<VillageSummary, SealFault>>;
  /** What is wrong with the written files of a village; asked only once the manifest is written. */
  verifyVillage(piece: VillageOfSeal): Promise<SealFailure | undefined>;
  /** Everything was asked for; threads may end. */
  rest(): Promise<void>;
}
