import type { CallSettingsResponse } from '@stream-io/node-sdk';
import type { Wire } from './wire';

/** Settings of a call type: the same for all calls here; Rollcall does not read them. */
export const callSettings: Wire<CallSettingsResponse> = {
  audio: {
    access_request_enabled: true,
    default_device: 'speaker',
    hifi_audio_enabled: false,
    mic_default_on: true,
    opus_dtx_enabled: true,
    redundant_coding_enabled: true,
    speaker_default_on: true,
    noise_cancellation: { mode: 'available' },
  },
  backstage: { enabled: false, join_ahead_time_seconds: 0 },
  broadcasting: {
    enabled: true,
    hls: {
      auto_on: false,
      enabled: true,
      quality_tracks: ['720p'],
      layout: { external_app_url: '', external_css_url: '', name: 'spotlight' },
    },
    rtmp: {
      enabled: true,
      quality: '720p',
      layout: { external_app_url: '', external_css_url: '', name: 'spotlight' },
    },
  },
  encryption: { mode: 'disabled' },
  frame_recording: { capture_interval_in_seconds: 5, mode: 'disabled', quality: '720p' },
  geofencing: { names: [] },
  individual_recording: { mode: 'disabled' },
  limits: { max_participants_exclude_roles: [] },
  raw_recording: { mode: 'disabled' },
  recording: {
    audio_only: false,
    mode: 'available',
    quality: '720p',
    layout: { external_app_url: '', external_css_url: '', name: 'grid' },
  },
  ring: { auto_cancel_timeout_ms: 15_000, incoming_call_timeout_ms: 15_000, missed_call_timeout_ms: 30_000 },
  screensharing: { access_request_enabled: true, enabled: true },
  session: { inactivity_timeout_seconds: 30 },
  thumbnails: { enabled: false },
  transcription: { closed_caption_mode: 'available', language: 'auto', mode: 'available' },
  video: {
    access_request_enabled: true,
    camera_default_on: true,
    camera_facing: 'front',
    enabled: true,
    target_resolution: { height: 720, width: 1280, bitrate: 1_500_000 },
  },
};
