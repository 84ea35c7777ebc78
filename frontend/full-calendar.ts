// One door to the library, so that it is one file that only screens with a calendar fetch.
export { Calendar } from '@fullcalendar/core';
export { default as dayGrid } from '@fullcalendar/daygrid';
export { default as timeGrid } from '@fullcalendar/timegrid';
export { default as interaction } from '@fullcalendar/interaction';
