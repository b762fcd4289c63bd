//! What strangers may try: requests from other sites, bodies without end, bytes that are no text, slow lines, text that wants to be code. Each check
//! stands beside a control that shows it would notice.

mod bodies;
mod crawl;
mod headers;
mod hostile;
mod lines;
mod sites;
