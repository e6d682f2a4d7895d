/** @module Counts and times for Prometheus. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../../app/context.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @param token who sends it may read; without one only the machine itself may */
export function createMetrics(token: string | undefined): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'luongtri_requests_total',
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const times = new Histogram({
    name: 'luongtri_request_seconds',
    help: 'How long answers took.',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers: [registry],
  });
  return {
    token,
    observeRequest({ method, route, status, seconds }) {
      requests.inc({ method, route, status });
      times.observe({ method, route }, seconds);
    },
    render: () => registry.metrics(),
  };
}
