/** Pages of supervision: for the town officer's day, the district's decisions and the auditor's questions. */
import { Navigate, Route, Routes } from 'react-router';
import '../shell/table.css';
import './household.css';
import './verify.css';
import './supervise.css';
import './charts.css';
import './seal.css';
import './deadlines.css';
import './findings/findings.css';
import './lists/lists.css';
import { AuditPage } from './audit-page.tsx';
import { ExtensionsPage } from './extensions-page.tsx';
import { ChecksPage } from './findings/checks-page.tsx';
import { FindingsPage } from './findings/findings-page.tsx';
import { FlowsPage } from './flows/flows-page.tsx';
import { GatesPage } from './gates-page.tsx';
import { ListsPage } from './lists/lists-page.tsx';
import { ProgressPage } from './progress-page.tsx';
import { QuarantinePage } from './quarantine-page.tsx';
import { RecordPage } from './record-page.tsx';
import { RehearsalPage } from './rehearsal-page.tsx';
import { SealPage } from './seal-page.tsx';
import { SealsPage } from './seals-page.tsx';
import { VillagePage } from './village-page.tsx';

export const SuperviseRoutes = () => (
  <Routes>
    <Route path="progress" element={<ProgressPage />} />
    <Route path="villages/:village" element={<VillagePage />} />
    <Route path="villages/:village/records/:unit/:questionnaire" element={<RecordPage />} />
    <Route path="findings" element={<FindingsPage />} />
    <Route path="checks" element={<ChecksPage />} />
    <Route path="lists" element={<ListsPage />} />
    <Route path="flows" element={<FlowsPage />} />
    <Route path="gates" element={<GatesPage />} />
    <Route path="rehearsal" element={<RehearsalPage />} />
    <Route path="extensions" element={<ExtensionsPage />} />
    <Route path="quarantine" element={<QuarantinePage />} />
    <Route path="seals" element={<SealsPage />} />
    <Route path="seals/:seal" element={<SealPage />} />
    <Route path="audit" element={<AuditPage />} />
    <Route path="*" element={<Navigate to="/supervise/progress" replace />} />
  </Routes>
);
