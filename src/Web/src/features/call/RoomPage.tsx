import { useParams } from 'react-router';

export default function RoomPage() {
  const { code } = useParams();
  return <main>{code}</main>;
}
