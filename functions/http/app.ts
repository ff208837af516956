/**
 * The HTTP face, the same on one machine and in Lambda: route → session → use case → reply or problem. A route only names;
 * what may be done is decided in the use case, what is said is in forms/wire.
 */
import type { Hono } from 'hono';
import type { AppParts, Handlers } from './handler.ts';
import { annexRoutes } from './routes/annex.ts';
import { calendarRoutes } from './routes/calendar.ts';
import { campaignRoutes } from './routes/campaign.ts';
import { deadlineRoutes } from './routes/deadline.ts';
import { designRoutes } from './routes/design.ts';
import { findingRoutes } from './routes/finding.ts';
import { listRoutes } from './routes/list.ts';
import { noticeRoutes } from './routes/notice.ts';
import { sealRoutes } from './routes/seal.ts';
import { sessionRoutes } from './routes/session.ts';
import { submitRoutes } from './routes/submit.ts';
import { villageRoutes } from './routes/village.ts';
import { workflowRoutes } from './routes/workflow.ts';
import { serveRoutes } from './serve-routes.ts';

const handlers: Handlers = {
  ...sessionRoutes,
  ...campaignRoutes,
  ...calendarRoutes,
  ...submitRoutes,
  ...villageRoutes,
  ...deadlineRoutes,
  ...findingRoutes,
  ...listRoutes,
  ...workflowRoutes,
  ...noticeRoutes,
  ...designRoutes,
  ...sealRoutes,
  ...annexRoutes,
};

export const createApp = (parts: AppParts): Hono => serveRoutes(parts, handlers, parts.ports.scans.origins);
