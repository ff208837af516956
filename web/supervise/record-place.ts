/** Which record is looked at. */
export interface RecordPlace {
  readonly campaign: string;
  readonly area: string;
  readonly unit: string;
  readonly questionnaire: string;
}
